"""Request bodies of contributions: one arm per kind."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from app.access.schemas import Strict
from app.core.ids import Id
from app.facts.contributions.kinds import KINDS, Kind
from app.facts.contributions.schemas.base import Data
from app.facts.entry import ClaimEdit, ClaimIn
from app.facts.schemas import ClaimOut


class ContributionBase(ClaimIn):
    """What every contribution says; ``kind`` decides what ``data`` holds."""

    others: list[Id] = Field(
        [], max_length=50, description="合作者：委员本人填报时须对方接受；工作人员录入时视为已同意。"
    )


class EditBase(ClaimEdit):
    """What may change before a contribution is verified; ``kind`` cannot."""


def _arm(word: str, kind: Kind, base: type[BaseModel], suffix: str, required: bool) -> Any:
    name = "".join(part.capitalize() for part in word.split("_")) + suffix
    wanted: Any = kind.schema if required else kind.schema | None
    fields: Any = {
        "kind": (Literal[word], Field(description=kind.label)),
        "data": (wanted, ... if required else None),
    }
    return create_model(name, __base__=base, __module__=__name__, __doc__=f"{kind.label}.", **fields)


#: One model per kind, so that the document of the API says what each kind holds.
ARMS = {word: _arm(word, kind, ContributionBase, "In", True) for word, kind in KINDS.items()}
EDITS = {word: _arm(word, kind, EditBase, "Edit", False) for word, kind in KINDS.items()}
if TYPE_CHECKING:
    KindWord = str

    class ContributionIn(ContributionBase):
        """Any arm, as the type checker sees it."""

        kind: str
        data: Data

    class ContributionEdit(EditBase):
        """Any arm, as the type checker sees it."""

        kind: str
        data: Data | None
else:
    KindWord = Literal[tuple(KINDS)]
    ContributionIn = Annotated[reduce(or_, ARMS.values()), Field(discriminator="kind")]
    ContributionEdit = Annotated[reduce(or_, EDITS.values()), Field(discriminator="kind")]


class ContributionOut(ClaimOut):
    """A contribution; ``data`` follows the schema of its kind."""

    kind_label: str = Field(examples=["调研报告"])
    data: dict[str, Any] = Field(description="按类别而定，见 `GET /contribution-kinds`；不可见的内容为空。")


class KindOut(BaseModel):
    """One kind and what its ``data`` must look like."""

    kind: str = Field(examples=["research_report"])
    label: str = Field(examples=["调研报告"])
    subjects: list[Literal["member", "unit", "council"]] = Field(description="可以是谁的履职。")
    office_only: bool = Field(description="是否仅办公室可以录入。")
    data_schema: dict[str, Any] = Field(description="`data` 的 JSON Schema。")


class SuggestionStateIn(Strict):
    """What became of a suggestion."""

    state: Literal["issued", "accepted", "done", "not_accepted"]
    reply: str = Field("", max_length=4000, description="承办单位的答复。")
