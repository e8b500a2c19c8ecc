"""The questions llif asks of one repository. It refuses what is no repository, and a shallow clone."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from llif.connectors.git.shape import COMMIT_FORMAT, REF_FORMAT, TAGS, Commit, Ref, commit, ref
from llif.connectors.git_process import Asked, answer, records
from llif.terms.errors import N_, SourceFailed

WHOLE = N_("Name the top folder of a clone (the folder that holds .git) or of a bare repository.")
BRANCHES = ["refs/heads", "refs/remotes"]
AT_ONCE = 500  # names on one command line


@dataclass(frozen=True)
class Repository:
    """A repository that can be read; `where` is how the user calls it."""

    path: Path
    where: str

    def refs(self) -> list[Ref]:
        """Branches, remote branches and tags, with the commit each points to (tags of tags followed).

        A tag whose commit the repository does not hold points to none.
        """
        found = [ref(line) for line in self._told()]
        inner = self._followed([each.inner for each in found if each.inner])
        found = [each._replace(commit=inner.get(each.inner)) if each.inner else each for each in found]
        tagged = self.held([each.commit for each in found if each.commit and not each.is_lower_bound])
        found = [each if each.is_lower_bound or each.commit in tagged else each._replace(commit=None) for each in found]
        times = self._committed([each.commit for each in found if each.commit and not each.time])
        return [each if each.time else each._replace(time=times.get(each.commit, "")) for each in found]

    def _told(self) -> list[str]:
        """Lines of `REF_FORMAT`. One tag to an object that is not there makes git refuse them all: then all but it."""
        try:
            return self._each_ref([*BRANCHES, TAGS])
        except SourceFailed:
            tags = [line.split(" ") for line in self._each_ref([TAGS], "%(objectname) %(refname)")]
            there = self._there(sha for sha, _name in tags)
            whole = [name for sha, name in tags if sha in there]
            asked = [BRANCHES, *(whole[place : place + AT_ONCE] for place in range(0, len(whole), AT_ONCE))]
            broken = [f"{name}\tmissing\t{sha}\t\t\t" for sha, name in tags if sha not in there]
            return [*(line for names in asked for line in self._each_ref(names)), *broken]

    def _each_ref(self, names: Iterable[str], form: str = REF_FORMAT) -> list[str]:
        return list(records(self._asked("for-each-ref", f"--format={form}", *names), "\n"))

    def _there(self, objects: Iterable[str]) -> set[str]:
        asked = self._asked("cat-file", "--batch-check", given=objects)
        answers = (line.split(" ") for line in records(asked, "\n"))
        return {words[0] for words in answers if words[1:] != ["missing"]}

    def commits(self, tips: Iterable[str], known: Iterable[str] = ()) -> Iterator[Commit]:
        """All commits reachable from `tips` and from none of `known`, newest first."""
        asked = self._asked("log", "-z", f"--format={COMMIT_FORMAT}", "--stdin", given=_range(tips, known))
        return (commit(record) for record in records(asked, "\0"))

    def parents(self, tips: Collection[str], known: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
        """The parents of each commit reachable from `tips` and from none of `known`."""
        if not tips:
            return {}
        asked = self._asked("rev-list", "--parents", "--stdin", given=_range(tips, known))
        lines = (line.split(" ") for line in records(asked, "\n"))
        return {sha: tuple(parents) for sha, *parents in lines}

    def held(self, commits: Iterable[str]) -> set[str]:
        """Those of the commits that git still knows, reachable or not."""
        return set(self._followed(commits))

    def _followed(self, objects: Iterable[str]) -> dict[str, str]:
        wanted = list(objects)
        asked = self._asked("cat-file", "--batch-check", given=[f"{sha}^{{commit}}" for sha in wanted])
        answers = (line.split(" ") for line in records(asked, "\n")) if wanted else iter(())
        return {sha: words[0] for sha, words in zip(wanted, answers, strict=False) if words[1:2] == ["commit"]}

    def _committed(self, commits: Iterable[str]) -> dict[str | None, str]:
        """Old versions of git wrote annotated tags without a time: then the commit's stands for it."""
        given = list(commits)
        asked = self._asked("log", "--no-walk", "--format=%H %ct", "--stdin", given=given)
        words = (line.partition(" ") for line in records(asked, "\n")) if given else iter(())
        return {sha: time for sha, _, time in words}

    def _asked(self, *arguments: str, given: Iterable[str] = ()) -> Asked:
        return Asked(arguments, self.path, self.where, given=given)


def _range(tips: Iterable[str], known: Iterable[str]) -> list[str]:
    return [*tips, *(f"^{sha}" for sha in known)]


def opened(path: Path, where: str) -> Repository:
    """A repository, once it is sure that it is one and whole. *Raises* SourceFailed."""
    if not path.is_dir():
        raise SourceFailed(N_("There is no folder {folder}."), where=where, remedy=WHOLE, folder=path)
    asked = Asked(("rev-parse", "--is-shallow-repository"), path, where, remedy=WHOLE)
    if answer(asked).strip() == "true":
        raise SourceFailed(
            N_("The clone is shallow: its history is cut off, and lead times would be wrong."),
            where=where,
            remedy=N_("Run `git fetch --unshallow` in it, or name its address so that llif clones it whole."),
        )
    return Repository(path, where)
