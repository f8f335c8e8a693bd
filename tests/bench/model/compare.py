"""What one message costs: the C++ program, ONNX Runtime int8 and PyTorch f32 with the same model, in turn on one core."""
import argparse
import json
import logging
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import torch

from network import Network, Sections
from runtime import sessions

TOP = Path(__file__).resolve().parents[3]
NETWORK, WHOLE, RUNTIME, PYTORCH = "C++, network", "C++, text to reading", "ONNX Runtime int8", "PyTorch f32"
FIGURES = ("p25", "p50", "mean")
WARM_RUNS = 10
SLOW_SHARE = 4  # PyTorch runs a quarter as often as the others
MOST_DIFFERENCE = 1e-3  # of a probability between PyTorch and its export
LEAST_AGREEMENT = 0.5  # of the levels: with less, it is not the same model


def options():
    parser = argparse.ArgumentParser(prog="tests/bench/run model")
    parser.add_argument("--model", type=Path, default=max((TOP / "models").glob("*.bin")))
    parser.add_argument("--tokens", type=int, default=16, help="of a message, begin and end included")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--runs", type=int, default=80, help="of each in a round")
    return parser.parse_args()


def texts():
    """Messages of every language that no stage of training has read."""
    files = sorted((TOP / "train/independent").glob("*.tsv"))
    return [(file.stem, line.split("\t")[2]) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


class Program:
    """The C++ program, loaded once and asked round by round."""

    def __init__(self, wanted, lines):
        with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))
            file.flush()
            command = [TOP / "build/release/bench/bench_encoder", "--model", wanted.model, "--lines", file.name, "--tokens", str(wanted.tokens)]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            self.described = self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"bench_encoder ended with {self.process.wait()}")
        return json.loads(line)

    def times(self, runs):
        self.process.stdin.write(f"{runs}\n")
        self.process.stdin.flush()
        return self.answer()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def times(call, messages, runs):
    """Processor time of `runs` calls in microseconds, the messages in turn."""
    measured = []
    for number in range(-WARM_RUNS, runs):
        ids = messages[number % len(messages)]
        begun = time.process_time_ns()
        call(ids)
        if number >= 0:
            measured.append((time.process_time_ns() - begun) / 1000)
    measured.sort()
    return {"p25": measured[len(measured) // 4], "p50": measured[len(measured) // 2], "mean": statistics.fmean(measured)}


def level(probabilities):
    return max(range(len(probabilities)), key=probabilities.__getitem__)


def agreement(some, others):
    return sum(level(one) == level(other) for one, other in zip(some, others))


def alike(name, some, others):
    """Says how many levels agree; refuses what cannot be the same model."""
    same = agreement(some, others)
    print(f"{name}: level as in PyTorch for {same} of {len(some)}")
    if same < LEAST_AGREEMENT * len(some):
        raise SystemExit(f"{name} does not read with the same model")


def median(rounds, name, figure):
    return statistics.median(each[name][figure] for each in rounds)


def ratio(rounds, slow, fast, figure):
    return statistics.median(each[slow][figure] / each[fast][figure] for each in rounds)


def line(name, cells, form):
    print(f"{name:68}" + "".join(f"{cell:>10{form}}" for cell in cells))


def report(rounds):
    """The table, and how many times as fast the program is as the fastest form of ONNX Runtime and as PyTorch."""
    line("\nmicroseconds of the processor a message".ljust(69), FIGURES, "")
    for name in rounds[0]:
        line(name, [median(rounds, name, figure) for figure in FIGURES], ".0f")
    fastest = min((name for name in rounds[0] if name.startswith(RUNTIME)), key=lambda name: median(rounds, name, "p50"))
    line("\ntimes as fast, round by round".ljust(69), FIGURES, "")
    for fast in (NETWORK, WHOLE):
        for slow in (fastest, PYTORCH):
            line(f"{fast} : {slow}", [ratio(rounds, slow, fast, figure) for figure in FIGURES], ".2f")


def main():
    wanted = options()
    torch.set_num_threads(1)
    logging.disable(logging.WARNING)  # that the graph as exported is not prepared: the prepared one is measured too
    everything = texts()
    program = Program(wanted, [text for _, text in everything])
    described = program.described["messages"]
    messages = [message["ids"] for message in described]
    languages = {everything[message["line"]][0] for message in described}
    early = sum(message["ends_early"] for message in described)
    print(f"model {program.described['model']}, {program.described['layers']} layers, kernels {program.described['kernel']}")
    print(f"{len(messages)} messages of {wanted.tokens} tokens in {len(languages)} languages, {early} of them end at the early head")

    with torch.inference_mode(), tempfile.TemporaryDirectory() as folder:
        meta = Sections(wanted.model).meta
        network = Network(wanted.model, one_call=True).eval()
        pytorch = lambda ids: network(torch.tensor([ids]))[0]
        exported, forms = sessions(Network(wanted.model, one_call=False).eval(), meta, messages[0], folder)
        truth = [pytorch(ids).tolist() for ids in messages]
        difference = max(abs(a - b) for ids, one in zip(messages, truth) for a, b in zip(one, exported(ids)))
        if difference > MOST_DIFFERENCE:
            raise SystemExit(f"the exported network differs from PyTorch by {difference}")

        for form, call in forms.items():
            alike(f"{RUNTIME}, {form}", [call(ids).tolist() for ids in messages], truth)
        alike("C++", [message["probabilities"] for message in described], truth)
        print(f"\n{wanted.rounds} rounds of {wanted.runs} runs each, on one core", flush=True)
        rounds = []
        for _ in range(wanted.rounds):
            ours = program.times(wanted.runs)
            theirs = {f"{RUNTIME}, {form}": times(call, messages, wanted.runs) for form, call in forms.items()}
            slow = times(pytorch, messages, max(1, wanted.runs // SLOW_SHARE))
            rounds.append({NETWORK: ours["network"], WHOLE: ours["score"], **theirs, PYTORCH: slow})
        report(rounds)
    program.end()


main()
