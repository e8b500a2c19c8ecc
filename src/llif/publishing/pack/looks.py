"""Colours and shapes of the pack, the same in every format. A rating is a word and a shape; colour comes last."""

from llif.publishing.pack.document import Tone

INK, QUIET, BLUE, PAPER, LINE = "212B32", "4C6272", "005EB8", "FFFFFF", "D8DDE0"
FILLS = {
    Tone.RED: "F6C6BE",
    Tone.ORANGE: "FBD7B4",
    Tone.AMBER: "FFE9A8",
    Tone.GREEN: "E3F3E3",
    Tone.UNKNOWN: "EEF1F2",
    Tone.ACCEPTED: "F0F4F5",
}
SHAPES = {Tone.RED: "■", Tone.ORANGE: "■", Tone.AMBER: "▲", Tone.GREEN: "●", Tone.UNKNOWN: "–", Tone.ACCEPTED: "▨"}
FONT = "Arial"
