"""The real AWS CLI without its start, which takes longer than all that a script asks of it.

    aws-cli.py SOCKET           has the CLI loaded, and forks for each call; ends when its input does
    aws-cli.py SOCKET ARGUMENT…  makes such a call, as `aws ARGUMENT…`
"""

import array
import json
import os
import socket
import sys


def call(path, arguments):
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        streams = array.array("i", [0, 1, 2])
        server.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
        server.sendall(json.dumps({"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}).encode())
        server.shutdown(socket.SHUT_WR)
        # Nothing is said when the CLI died.
        return int(server.makefile().read() or 255)


def answer(connection, main):
    streams = array.array("i")
    _, [(_, _, passed)], _, _ = connection.recvmsg(1, socket.CMSG_SPACE(3 * streams.itemsize))
    streams.frombytes(passed)
    wanted = json.load(connection.makefile())
    for stream, passed in enumerate(streams):
        os.dup2(passed, stream)
    # The CLI finds its own data by what it put into its environment.
    data = os.environ["AWS_DATA_PATH"]
    os.environ.clear()
    os.environ.update(wanted["environment"], AWS_DATA_PATH=data)
    os.chdir(wanted["folder"])
    sys.argv = ["aws", *wanted["arguments"]]
    try:
        code = main() or 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    sys.stdout.flush()
    connection.sendall(str(code).encode())


def warm_up(main):
    """Most modules are loaded by the first call only: one that reaches nobody."""
    import contextlib
    import unittest.mock

    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}
    with open(os.devnull, "w", encoding="utf-8") as nowhere, unittest.mock.patch.dict(os.environ, environment):
        os.environ.update(AWS_MAX_ATTEMPTS="1", AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull)
        sys.argv = ["aws", "kinesisanalyticsv2", "describe-application", "--application-name=any", "--region=us-east-1"]
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            main()


def serve(path):
    import selectors
    import signal

    from awscli.clidriver import main

    warm_up(main)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as server, selectors.DefaultSelector() as events:
        server.bind(path)
        server.listen()
        print("ready", flush=True)
        events.register(server, selectors.EVENT_READ)
        events.register(sys.stdin, selectors.EVENT_READ)
        while True:
            for event, _ in events.select():
                if event.fileobj is sys.stdin:
                    return
                connection, _ = server.accept()
                if os.fork() == 0:
                    server.close()
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    answer(connection, main)
                    os._exit(0)
                connection.close()


if len(sys.argv) == 2:
    serve(sys.argv[1])
else:
    sys.exit(call(sys.argv[1], sys.argv[2:]))
