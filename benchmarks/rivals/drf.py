"""The dossier by Django REST framework: serializers, select_related, the same checks of the caller."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="-",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=["rest_framework"],
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_URL"].removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536;"},
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
    },
)

django.setup()

from django.db import models  # noqa: E402
from django.db.models import Exists, OuterRef  # noqa: E402

APP = {"app_label": "rivals", "managed": False}


def of_council(model: Any, name: str) -> models.ForeignObject:
    """Return a relation over both columns of a tenant's key, so that every join finds its index."""
    return models.ForeignObject(
        model, models.CASCADE, from_fields=("council_id", f"{name}_id"), to_fields=("council_id", "id")
    )


def table(name: str) -> type:
    """Return the Meta of an existing table."""
    return type("Meta", (), {**APP, "db_table": name})


class Account(models.Model):
    id = models.UUIDField(primary_key=True)
    disabled = models.BooleanField()
    must_change = models.BooleanField()
    Meta = table("accounts")


class LoginSession(models.Model):
    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    Meta = table("sessions")


class Member(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    number = models.TextField()
    name = models.TextField()
    sex = models.TextField()
    ethnic_group = models.TextField()
    party = models.TextField()
    employer = models.TextField()
    title = models.TextField()
    education = models.TextField()
    speciality = models.TextField()
    Meta = table("members")


class Seat(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    account = models.ForeignKey(Account, models.CASCADE)
    member = models.ForeignKey(Member, models.CASCADE, null=True)
    roles = models.JSONField()
    active = models.BooleanField()
    Meta = table("seats")


class Unit(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    name = models.TextField()
    Meta = table("units")


class Placement(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    member = models.ForeignKey(Member, models.CASCADE)
    unit_id = models.UUIDField()
    unit = of_council(Unit, "unit")
    unit_kind = models.TextField()
    role = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    Meta = table("placements")


class Post(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    member = models.ForeignKey(Member, models.CASCADE)
    post = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    Meta = table("posts")


class DutyYear(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    year = models.IntegerField()
    Meta = table("duty_years")


class LedgerHead(models.Model):
    council_id = models.UUIDField(primary_key=True)
    seq = models.IntegerField()
    Meta = table("ledger_heads")


class Claim(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    title = models.TextField()
    Meta = table("claims")


class DutyRecord(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    seq = models.IntegerField()
    member = models.ForeignKey(Member, models.CASCADE)
    claim_id = models.UUIDField()
    claim = of_council(Claim, "claim")
    year = models.IntegerField()
    occurred_on = models.DateField()
    fact = models.TextField()
    type = models.TextField()
    status = models.TextField()
    role = models.TextField()
    level = models.TextField()
    quantity = models.IntegerField()
    reverses_id = models.UUIDField(null=True)
    Meta = table("duty_records")


class Run(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    year = models.IntegerField()
    state = models.TextField()
    Meta = table("runs")


class Scorecard(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    run_id = models.UUIDField()
    run = of_council(Run, "run")
    member = models.ForeignKey(Member, models.CASCADE)
    trace = models.TextField()
    Meta = table("scorecards")


from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402
from jose import jwk, jwt  # noqa: E402
from rest_framework import authentication, exceptions, serializers  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

_key = jwk.construct(os.environ["BENCH_SECRET"], "HS256")
_known: dict[str, dict[str, Any]] = {}


class Bearer(authentication.BaseAuthentication):
    """Verify the token (kept, as the product keeps it) and read session and seat."""

    def authenticate(self, request: Any) -> tuple[Any, Any]:
        """Return the seat of the caller."""
        token = request.META.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        claims = _known.get(token)
        if claims is None:
            claims = jwt.decode(token, _key, algorithms=["HS256"], audience="lvzhi-api", issuer="lvzhi")
            _known[token] = claims
        session = LoginSession.objects.select_related("account").filter(id=claims["sid"]).first()
        if session is None or session.revoked_at or session.expires_at <= datetime.now(UTC):
            raise exceptions.AuthenticationFailed
        seat = Seat.objects.filter(council_id=claims["cid"], id=claims["seat"], active=True).first()
        if seat is None or session.account.disabled or "member" not in seat.roles:
            raise exceptions.PermissionDenied
        return seat, claims


class ProfileOut(serializers.ModelSerializer):
    class Meta:
        model = Member
        exclude = ("council_id",)


class PlaceOut(serializers.ModelSerializer):
    kind = serializers.CharField(source="unit_kind")
    name = serializers.CharField(source="unit.name")

    class Meta:
        model = Placement
        fields = ("kind", "name", "role", "starts_on", "ends_on")


class RecordOut(serializers.ModelSerializer):
    title = serializers.CharField(source="claim.title")

    class Meta:
        model = DutyRecord
        fields = (
            "id", "claim_id", "title", "occurred_on", "fact", "type", "status", "role", "level", "quantity",
        )  # fmt: skip


class Dossier(APIView):
    """The same page as the product's."""

    authentication_classes = (Bearer,)

    def get(self, request: Any) -> Response:
        """Answer the dossier of the caller."""
        council, year = request.user.council_id, int(request.query_params["year"])
        member = Member.objects.get(council_id=council, id=request.user.member_id)
        places = Placement.objects.filter(council_id=council, member=member).select_related("unit")
        posts = Post.objects.filter(council_id=council, member=member).order_by("starts_on")
        reversal = DutyRecord.objects.filter(council_id=OuterRef("council_id"), reverses_id=OuterRef("id"))
        records = list(
            DutyRecord.objects.filter(~Exists(reversal), council_id=council, member=member, year=year)
            .filter(reverses_id=None)
            .select_related("claim")
            .order_by("-occurred_on", "-seq")
        )
        card = Scorecard.objects.get(
            council_id=council, member=member, run__council_id=council, run__year=year, run__state="in_force"
        )
        said = json.loads(card.trace)
        years = DutyYear.objects.filter(council_id=council).order_by("-year")
        return Response(
            {
                "year": year,
                "years": list(years.values_list("year", flat=True)),
                "ledger_seq": LedgerHead.objects.get(council_id=council).seq,
                "profile": {
                    **ProfileOut(member).data,
                    "posts": [held(post) for post in posts],
                    "places": PlaceOut(places.order_by("unit_kind", "starts_on"), many=True).data,
                },
                "attendance": attendance(records),
                "records": RecordOut(records, many=True).data,
                "score": {
                    "provisional": False,
                    "total": said["total"],
                    "grade": said["grade"],
                    "lines": [
                        {name: line[name] for name in ("id", "title", "points")} for line in said["lines"]
                    ],
                },
            }
        )


def held(post: Post) -> dict[str, Any]:
    """Return a post as a place."""
    return {
        "kind": "post",
        "name": post.post,
        "role": "",
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
    }


def attendance(records: list[DutyRecord]) -> list[dict[str, Any]]:
    """Count how often due, there, excused and absent."""
    counts: dict[tuple[str, str], dict[str, Any]] = {}
    for record in records:
        if record.status:
            key = (record.fact, record.type)
            named = {"fact": record.fact, "type": record.type}
            count = counts.setdefault(key, {**named, "due": 0, "attended": 0, "excused": 0, "absent": 0})
            count["due"] += 1
            word = "excused" if record.status.startswith("excused") else record.status
            count[word if word in ("excused", "absent") else "attended"] += 1
    return [counts[key] for key in sorted(counts)]


urlpatterns = [path("api/v1/me/dossier", Dossier.as_view())]
application = get_wsgi_application()
