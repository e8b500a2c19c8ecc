"""From landed records to fact tables: the heavy step, once per publish. Pure ibis; it stores nothing."""

from llif.metrics.facts.build import SORTED_BY, build
from llif.metrics.facts.work import Keep

__all__ = ["SORTED_BY", "Keep", "build"]
