#!/usr/bin/env python3
"""Fills in the sample's form in Chromium, with script and without, and looks at what a stub of the company's endpoint gets.

    tests/forms.py PROGRAM
"""

import pathlib
import sys
import tempfile
import threading
import urllib.parse

import sample
from tracking import Answer, Shop, Visitor

PAGE = "https://goodcup.example/{partner}/course/"
GERMAN = "https://goodcup.example/atelier-creme/de/course/"
ENDPOINT = "forms.kaiholm.example"
TYPED = {"name": "Zoë O’Neill", "email": "zoe@reader.example", "phone": "0612345678", "postcode": "01000", "text": "Sour <b>& thin</b>"}

# Fills the form in as a reader would and sends it; without names it is sent as it stands. Gives what each field complains of.
SEND = """
const [typed, choice] = arguments;
const form = document.querySelector("form.form");
for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
if (choice) {
  form.elements.machine.selectedIndex = choice;
  form.elements.consent.checked = true;
}
form.requestSubmit();
return Object.fromEntries([...form.elements].filter(it => it.name && !it.validity.valid).map(it => [it.name, it.validationMessage]));
"""


class Desk(Answer):
    """The endpoint: notes what was sent and answers as `docs/content.md` asks of one."""

    def do_POST(self):
        if self.headers["Host"].split(":")[0] != ENDPOINT:
            # The browser's own errands.
            return self.give(b"", "text/html", 204)
        length = int(self.headers["Content-Length"])
        sent = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        self.server.sent.append((self.headers["Content-Type"], sent))
        self.send_response(303)
        self.send_header("Location", sent["thanks"])
        self.send_header("Content-Length", "0")
        self.end_headers()


def expect(what, got, wanted):
    if got != wanted:
        raise SystemExit(f"{what}: {got!r} in place of {wanted!r}")


def fill_in(visitor, desk, partner, query, scripts):
    desk.sent.clear()
    page = PAGE.format(partner=partner)
    visitor.open(page + query)
    expect("complaints of a form that is filled in", visitor.run(SEND, TYPED, 2), {})
    visitor.wait_for(page + "thanks/")
    (kind, sent), = desk.sent
    expect("form of what is sent", kind, "application/x-www-form-urlencoded")
    for name, value in TYPED.items():
        expect(f"{name}, with{'' if scripts else 'out'} script", sent[name], value)
    expect("partner", sent["partner"], partner)
    expect("placement", sent["placement"], "landing-course-form")
    expect("consent", sent["consent"], "yes")
    expect("the trap for robots", sent["homepage"], "")
    if not sent["machine"]:
        raise SystemExit(f"no choice is sent: {sent}")
    return sent


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sample.build(program, folder / "out")
        desk = Shop(folder / "out" / "sites", folder, Desk)
        desk.sent = []
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        for scripts in (True, False):
            with Visitor(desk, scripts) as visitor:
                sent = fill_in(visitor, desk, "morning-notes", "", scripts)
                other = fill_in(visitor, desk, "atelier-creme", "", scripts)
                if sent["ref"] == other["ref"]:
                    raise SystemExit(f"two partners are credited by one link: {sent['ref']}")
        with Visitor(desk, True) as visitor:
            desk.sent.clear()
            visitor.open(PAGE.format(partner="morning-notes") + "?sub=newsletter-7")
            expect("complaints", visitor.run(SEND, TYPED, 1), {})
            visitor.wait_for(PAGE.format(partner="morning-notes") + "thanks/")
            expect("the sub-ID that the visitor came with", desk.sent[0][1].get("sub"), "newsletter-7")

            desk.sent.clear()
            visitor.open(GERMAN)
            said = visitor.run(SEND, {"email": "no address"}, 0)
            expect("fields that are wrong", sorted(said), ["consent", "email"])
            if "name@example.com" not in said["email"] or desk.sent:
                raise SystemExit(f"a form that is not filled in: {said}, {desk.sent}")
    print("forms: fine")


if __name__ == "__main__":
    main()
