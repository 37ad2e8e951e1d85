#!/usr/bin/env -S python3 -I -S
"""Stands in for a container engine: notes each call, and runs containers' commands on this machine.

What a container would see at its own paths is put in place by changing the paths in the command.
"""
import json
import os
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VALUED = {"--name", "--pull", "--network", "--user", "--cap-drop", "--security-opt", "--userns",
          "--cpus", "--memory", "--mount", "--env", "--workdir"}


def note(arguments):
    with open(os.path.join(HERE, "calls.jsonl"), "a") as calls:
        calls.write(json.dumps(arguments) + "\n")


def image_file(reference):
    return os.path.join(HERE, "image-" + reference.replace("/", "_"))


def run(arguments):
    options, at = [], 0
    while arguments[at].startswith("-"):
        if arguments[at] in VALUED:
            options.append((arguments[at], arguments[at + 1]))
            at += 2
        else:
            at += 1
    if not os.path.exists(image_file(arguments[at])):
        sys.exit("no such image: " + arguments[at])
    given = dict(options)
    mounts = {}
    for option, value in options:
        if option == "--mount":
            fields = dict(field.partition("=")[::2] for field in value.split(","))
            mounts[fields["target"]] = fields["source"]

    def here(text):
        for target in sorted(mounts, key=len, reverse=True):
            text = text.replace(target, mounts[target])
        return text

    environment = {"PATH": os.environ["PATH"]}
    for option, value in options:
        if option == "--env":
            name, equals, inline = value.partition("=")
            environment[name] = here(inline if equals else os.environ[name])
    command = [here(argument) for argument in arguments[at + 1:]]

    def note():  # In the child, so that it is known before it says anything.
        with open(os.path.join(HERE, "container-" + given["--name"]), "w") as running:
            running.write(str(os.getpid()))

    container = subprocess.Popen(command, cwd=here(given["--workdir"]), env=environment,
                                 start_new_session=True, preexec_fn=note)
    signal.signal(signal.SIGTERM, lambda number, frame: container.send_signal(number))
    code = container.wait()
    os.remove(os.path.join(HERE, "container-" + given["--name"]))
    sys.exit(code if code >= 0 else 128 - code)


def main(arguments):
    note(arguments)
    if arguments[:2] == ["image", "inspect"]:
        if not os.path.exists(image_file(arguments[-1])):
            sys.exit("no such image")
        with open(image_file(arguments[-1])) as image:
            print(image.read())
    elif arguments[0] == "pull":
        if "unknown" in arguments[1]:
            sys.exit("manifest unknown")
        print("pulling " + arguments[1])
        with open(image_file(arguments[1]), "w") as image:
            image.write("sha256:" + "1" * 64)
    elif arguments[0] == "run":
        run(arguments[1:])
    elif arguments[0] == "kill":
        with open(os.path.join(HERE, "container-" + arguments[1])) as running:
            os.killpg(int(running.read()), signal.SIGKILL)
    else:
        sys.exit("unknown command")


main(sys.argv[1:])
