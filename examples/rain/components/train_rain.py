"""Fits a logistic regression by gradient descent; nothing beyond Python itself is needed."""
import argparse
import json
import os

import rain


def main():
    parser = argparse.ArgumentParser()
    for name in ("--days", "--model", "--results"):
        parser.add_argument(name, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    given = parser.parse_args()

    days = rain.read(given.days)
    rows = [rain.features(day) for day in days]
    outcomes = [day["wet_tomorrow"] == "1" for day in days]
    weights = [0.0] * len(rows[0])
    history = []
    for number in range(1, given.rounds + 1):
        slopes = [0.0] * len(weights)
        probabilities = [rain.probability(weights, row) for row in rows]
        for row, probability, wet in zip(rows, probabilities, outcomes):
            error = probability - wet
            for i, value in enumerate(row):
                slopes[i] += error * value
        weights = [w - given.rate * slope / len(rows) for w, slope in zip(weights, slopes)]
        if number in (1, given.rounds) or number % max(1, given.rounds // 20) == 0:
            loss = rain.log_loss(probabilities, outcomes)
            history.append({"step": number, "value": loss})
            print(f"::progress {number / given.rounds:.3f} round {number}", flush=True)

    loss = rain.log_loss([rain.probability(weights, row) for row in rows], outcomes)
    print(f"log loss {loss:.4f} after {given.rounds} rounds on {len(days)} days")
    with open(os.path.join(given.model, "model.json"), "w", encoding="utf-8") as file:
        json.dump({"weights": [round(weight, 9) for weight in weights]}, file)
    with open(given.results, "w", encoding="utf-8") as file:
        json.dump({
            "values": {"loss": loss},
            "metrics": {"log_loss": history},
            "properties": {"model": {"rounds": given.rounds, "days": len(days)}},
        }, file)


main()
