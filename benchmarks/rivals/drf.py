"""The dossier and signing in by Django REST framework, with the same checks and the same disk."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="-",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=["rest_framework"],
    USE_TZ=True,
    TIME_ZONE="UTC",
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["BENCH_URL"].removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "init_command": (
                    "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536; PRAGMA synchronous=FULL; "
                    "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;"
                ),
                "transaction_mode": "IMMEDIATE",
            },
        }
    },
    REST_FRAMEWORK={
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
    },
)

django.setup()

from django.db import models, transaction  # noqa: E402
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


class Activity(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    state = models.TextField()
    Meta = table("activities")


class Sitting(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    activity_id = models.UUIDField()
    activity = of_council(Activity, "activity")
    claim = models.ForeignObject(
        Claim,
        models.CASCADE,
        from_fields=("council_id", "activity_id"),
        to_fields=("council_id", "id"),
        related_name="+",
    )
    name = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    roll_state = models.TextField()
    Meta = table("sittings")


class Invitation(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    activity_id = models.UUIDField()
    member_id = models.UUIDField()
    Meta = table("invitations")


class SignInAttempt(models.Model):
    id = models.UUIDField(primary_key=True)
    council_id = models.UUIDField()
    sitting_id = models.UUIDField()
    member_id = models.UUIDField()
    way = models.TextField()
    act = models.TextField(default="in")
    verdict = models.TextField()
    doubts = models.JSONField(default=list)
    nonce = models.TextField()
    device = models.TextField()
    note = models.TextField(default="")
    step = models.BigIntegerField()
    seen_at = models.DateTimeField()
    received_at = models.DateTimeField()
    Meta = table("sign_in_attempts")


from cryptography.hazmat.primitives.hashes import SHA256  # noqa: E402
from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402
from jose import jwk, jwt  # noqa: E402
from rest_framework import authentication, exceptions, serializers  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

_key = jwk.construct(os.environ["BENCH_SECRET"], "HS256")
_known: dict[str, dict[str, Any]] = {}
_made = HKDF(SHA256(), 32, salt=b"lvzhi", info=b"hall-code")
_hall = _made.derive(os.environ["BENCH_SECRET"].encode())
_STEP, _MARGIN = 30, timedelta(seconds=15)


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


class EntryIn(serializers.Serializer):
    """One scanned code."""

    nonce = serializers.RegexField(r"^[\w-]{16,64}$")
    seen_at = serializers.DateTimeField()
    code = serializers.CharField(max_length=200)


class BatchIn(serializers.Serializer):
    """What a phone sends."""

    device = serializers.RegexField(r"^[\w-]{8,64}$")
    sent_at = serializers.DateTimeField()
    attempts = EntryIn(many=True, allow_empty=False)


class VerdictOut(serializers.Serializer):
    """What became of one attempt."""

    nonce = serializers.CharField()
    verdict = serializers.CharField()
    sentence = serializers.CharField()
    sitting_id = serializers.UUIDField()
    title = serializers.CharField()
    counted_at = serializers.DateTimeField()


class SignIns(APIView):
    """Log a phone's attempts that count: one transaction, on disk before the answer."""

    authentication_classes = (Bearer,)

    def post(self, request: Any) -> Response:
        """Judge and log each attempt; the same number again gets the same answer."""
        asked = BatchIn(data=request.data)
        asked.is_valid(raise_exception=True)
        batch, now = asked.validated_data, datetime.now(UTC)
        with transaction.atomic():
            told = [self.judged(request.user, batch, one, now) for one in batch["attempts"]]
        return Response({"verdicts": VerdictOut(told, many=True).data})

    def judged(self, seat: Seat, batch: dict[str, Any], one: dict[str, Any], now: datetime) -> dict[str, Any]:
        """Return the verdict on one attempt, which is logged."""
        council, member = seat.council_id, seat.member_id
        raw = base64.b64decode(one["code"], altchars=b"-_", validate=True)
        signature = hmac.new(_hall, str(council).encode() + b"|" + raw[:20], hashlib.sha256).digest()
        if not hmac.compare_digest(signature[:16], raw[20:]):
            raise exceptions.ValidationError("forged")
        step = int.from_bytes(raw[16:20], "big")
        sittings = Sitting.objects.select_related("activity", "claim")
        held = sittings.get(council_id=council, id=UUID(bytes=raw[:16]))
        due = Invitation.objects.filter(
            council_id=council, activity_id=held.activity_id, member_id=member
        ).exists()
        shown, live = datetime.fromtimestamp(step * _STEP, UTC), batch["sent_at"] - one["seen_at"]
        after = (now - shown) - live
        in_time = -_MARGIN <= after <= timedelta(seconds=_STEP) + _MARGIN
        begun = held.starts_at - timedelta(hours=1) <= shown <= held.ends_at
        if not (due and in_time and begun and live >= timedelta(0)) or held.roll_state != "open":
            raise exceptions.ValidationError("refused")
        if not SignInAttempt.objects.filter(council_id=council, nonce=one["nonce"]).exists():
            SignInAttempt.objects.create(
                id=uuid4(), council_id=council, sitting_id=held.id, member_id=member, way="hall_code",
                verdict="accepted", nonce=one["nonce"], device=batch["device"], step=step,
                seen_at=one["seen_at"], received_at=now,
            )  # fmt: skip
        title = f"{held.claim.title} {held.name}".strip()
        said = {"nonce": one["nonce"], "verdict": "accepted", "sentence": "签到成功。"}
        return {**said, "sitting_id": held.id, "title": title, "counted_at": shown}


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


urlpatterns = [
    path("api/v1/me/dossier", Dossier.as_view()),
    path("api/v1/me/sign-ins", SignIns.as_view()),
]
application = get_wsgi_application()
