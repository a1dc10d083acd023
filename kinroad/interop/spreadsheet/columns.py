"""Which column is which: guesses from headings in many words, English and Spanish."""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum

from kinroad.people.rules.names import fold


class Field(StrEnum):
    """What a column may hold. Permissions are known only so that they can be left out, and told."""

    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    CALLED = "called"
    BIRTH = "birth_on"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    ZIP = "zip"
    RECOVERY = "recovery_on"
    STARTED = "started_on"
    ENDED = "ended_on"
    PATHWAY = "pathways"
    LANGUAGE = "languages"
    KIND = "kind"
    SITE = "site"
    PROGRAM = "program"
    STATUS = "status"
    PERMISSION = "permission"
    LEFT_OUT = ""


Mapped = tuple[Field, ...]


def words_of(line: str) -> frozenset[str]:
    """The words of a line, for looking up."""
    return frozenset(line.split())


# One line a field, in the order in which words of a heading are looked at; `fold`ed, so accents are gone.
WHOLE_HEADINGS: Mapping[Field, str] = {
    Field.NAME: "name, names, full name, participant, participants, participant name, person, member, member name, "
    "client, client name, consumer, resident, guest, peer, peer name, individual, legal name, name last first, "
    "last name first name, last first, first and last name, first last, nombre, nombres, nombre completo, "
    "nombre y apellido, nombre y apellidos, apellidos y nombre, participante, persona, cliente, quien",
    Field.FIRST_NAME: "first, first name, firstname, fname, f name, given name, given names, forename, name first, "
    "primer nombre, nombre de pila, nombre s",
    Field.MIDDLE_NAME: "middle, middle name, mi, m i, middle initial, second name, segundo nombre",
    Field.LAST_NAME: "last, last name, lastname, lname, l name, surname, family name, name last, apellido, apellidos, "
    "primer apellido, apellido s",
    Field.CALLED: "preferred name, preferred, nickname, nick name, goes by, called, prefers, aka, alias, known as, "
    "name to call, name they go by, chosen name, likes to be called, apodo, le gusta que le llamen, "
    "nombre preferido, como le decimos, conocido como",
    Field.BIRTH: "dob, d o b, birth date, birthdate, date of birth, birthday, born, born on, bday, b day, birth, "
    "fecha de nacimiento, nacimiento, fecha nac, f nac, fec nac, fdn, cumpleanos, nacio",
    Field.PHONE: "phone, phone number, phone no, telephone, telephone number, tel, tel no, cell, cell phone, "
    "cellphone, cell number, "
    "mobile, mobile phone, mobile number, contact number, best number, number to call, home phone, ph, "
    "phone 1, primary phone, telefono, numero de telefono, num telefono, celular, movil, cel, tel cel",
    Field.EMAIL: "email, e mail, email address, e mail address, mail, electronic mail, correo, correo electronico, "
    "email personal",
    Field.ADDRESS: "address, street, street address, mailing address, home address, address 1, direccion, domicilio, "
    "calle",
    Field.ZIP: "zip, zip code, zipcode, zip postal code, postal code, postcode, zip 5, codigo postal, cp, c p, "
    "codigo zip",
    Field.RECOVERY: "recovery date, date of recovery, sobriety date, sober date, clean date, sober since, clean since, "
    "in recovery since, clean time start, date sober, recovery start, recovery start date, quit date, day one, rd, "
    "sobriety, recovery birthday, start of recovery, fecha de recuperacion, recuperacion, sobrio desde, limpio desde, "
    "en recuperacion desde, fecha de sobriedad, sobriedad",
    Field.STARTED: "enrolled, enrolled on, enrollment date, enrolment date, date enrolled, intake, intake date, "
    "date of intake, started, started with us, start date, started on, start, admission date, admitted, date admitted, "
    "joined, date joined, joined on, registered, registration date, opened, open date, with us since, program start, "
    "member since, entry date, fecha de inicio, fecha de ingreso, ingreso, inicio, inscripcion, fecha de inscripcion, "
    "inscrito, con nosotros desde, fecha de entrada, alta",
    Field.ENDED: "ended, end date, discharge date, discharged, date closed, closed on, closed, exit date, exited, "
    "left on, date of discharge, fecha de salida, salida, baja, fecha de baja, fecha de cierre",
    Field.PATHWAY: "pathway, pathways, recovery pathway, how they recover, path, path of recovery, recovery path, "
    "recovery program, fellowship, way of recovery, camino, camino de recuperacion, via de recuperacion, "
    "como se recupera, forma de recuperacion",
    Field.LANGUAGE: "language, languages, primary language, preferred language, speaks, spoken language, "
    "language spoken, lang, idioma, idiomas, lengua, habla, idioma preferido, idioma principal",
    Field.KIND: "kind, participant type, type of participant, family member, family, is family, recovery or family, "
    "tipo de participante, familiar, es familiar",
    Field.SITE: "site, location, center, centre, office, branch, recovery center, service site, sitio, sede, centro, "
    "lugar, oficina",
    Field.PROGRAM: "program, programme, program name, service, programa, servicio",
    Field.STATUS: "status, active, active inactive, state of support, current status, estatus, estado, activo, "
    "situacion",
}
HEADINGS = {words.strip(): field for field, line in WHOLE_HEADINGS.items() for words in line.split(",")}

# Columns about somebody else, or about what is never brought in; looked for before anything else.
OTHERS = words_of(
    "emergency emergencia emergencias sponsor padrino madrina officer probation parole guardian referred referral "
    "referido coach mentor staff supervisor counselor therapist doctor provider spouse mother father parent child "
    "children kids contacto next kin relationship parentesco insurance employer school ssn social medicaid"
)
PERMISSIONS = words_of(
    "ok okay permission permissions consent consents may can allowed allow voicemail voicemails vm leave texting text "
    "texts sms permiso permisos mensaje mensajes dejar puede llamar textear autoriza acepta"
)

NAME_WORDS = words_of(
    "name names full complete legal participant participants person persons client clients member members peer guest "
    "resident of the and first last given family surname m mi middle initial print printed nombre nombres apellido "
    "apellidos y completo del participante la persona de"
)


def field_of(heading: str) -> Field:
    """What a heading most likely means."""
    folded = " ".join(fold(heading).split())
    if folded in HEADINGS:
        return HEADINGS[folded]
    words = set(folded.split())
    if not words or words & OTHERS:
        return Field.LEFT_OUT
    if words & PERMISSIONS:
        return Field.PERMISSION
    return _by_word(folded, words)


def _by_word(folded: str, words: set[str]) -> Field:
    if words & {"dob", "birth", "birthdate", "birthday", "nacimiento", "born"}:
        return Field.BIRTH
    if words & {"mail", "email", "correo", "emails"}:
        return Field.EMAIL
    if words & {"zip", "zipcode", "postal", "postcode"}:
        return Field.ZIP
    if words & {"phone", "cell", "mobile", "telephone", "telefono", "celular", "tel", "movil"}:
        return Field.PHONE
    if words & {"recovery", "sober", "sobriety", "clean", "recuperacion", "sobrio", "sobriedad"}:
        dated = words & {"date", "since", "day", "start", "began", "fecha", "desde"}
        return Field.RECOVERY if dated else Field.PATHWAY if words & {"pathway", "path", "way"} else Field.LEFT_OUT
    if words & {"preferred", "goes", "called", "nickname", "apodo"}:
        return Field.LANGUAGE if "language" in words else Field.CALLED
    if words & {"name", "names", "nombre", "nombres"}:
        return _name_of_some_kind(words)
    if words & {"apellido", "apellidos", "surname"}:
        return Field.LAST_NAME
    if words & {"language", "languages", "idioma", "speaks", "habla"}:
        return Field.LANGUAGE
    if words & {"enrolled", "enrollment", "intake", "started", "admission", "joined", "inscripcion", "ingreso"}:
        return Field.STARTED
    if words & {"discharge", "discharged", "exit", "closed"}:
        return Field.ENDED
    return Field.PATHWAY if words & {"pathway", "pathways"} else Field.LEFT_OUT


def _name_of_some_kind(words: set[str]) -> Field:
    first, last = words & {"first", "given", "primer"}, words & {"last", "family", "surname", "apellido", "apellidos"}
    if first and not last:
        return Field.FIRST_NAME
    if last and not first:
        return Field.LAST_NAME
    if words & {"middle", "segundo"}:
        return Field.MIDDLE_NAME
    return Field.NAME if words <= NAME_WORDS else Field.LEFT_OUT


def guess(headings: Sequence[str]) -> Mapped:
    """What each column holds. With a column for last names, one called "name" holds first names."""
    fields = [field_of(heading) for heading in headings]
    if Field.LAST_NAME in fields and Field.FIRST_NAME not in fields and Field.NAME in fields:
        fields[fields.index(Field.NAME)] = Field.FIRST_NAME
    return tuple(fields)


def recognized(headings: Sequence[str]) -> dict[Field, int]:
    """The fields that are surely meant, each with its first column."""
    found: dict[Field, int] = {}
    for place, heading in enumerate(headings):
        known = field_of(heading) if heading and len(heading) < 50 else Field.LEFT_OUT
        if known is not Field.LEFT_OUT:
            found.setdefault(known, place)
    return found


def has_a_name(mapped: Sequence[Field]) -> bool:
    """Whether somebody could be called by what these columns hold."""
    return not {Field.NAME, Field.FIRST_NAME, Field.CALLED, Field.LAST_NAME}.isdisjoint(mapped)


def key_of(headings: Sequence[str]) -> str:
    """One short word for a set of headings, by which their mapping is remembered."""
    return hashlib.sha256("\n".join(fold(heading) for heading in headings).encode()).hexdigest()[:32]
