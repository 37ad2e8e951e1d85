"""Takes: the directories of the model, of the days, and of the scores to write; the results file."""
import csv
import json
import os
import sys

import rain

model, days_directory, scores, results = sys.argv[1:]

with open(os.path.join(model, "model.json"), encoding="utf-8") as file:
    weights = json.load(file)["weights"]
days = rain.read(days_directory)
outcomes = [day["wet_tomorrow"] == "1" for day in days]
probabilities = [rain.probability(weights, rain.features(day)) for day in days]

accuracy = sum((p >= 0.5) == wet for p, wet in zip(probabilities, outcomes)) / len(days)
baseline = sum(day["wet_today"] == day["wet_tomorrow"] for day in days) / len(days)

with open(os.path.join(scores, "scores.csv"), "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["date", "probability", "wet_tomorrow"])
    for day, probability in zip(days, probabilities):
        writer.writerow([day["date"], f"{probability:.4f}", day["wet_tomorrow"]])

answer = {
    "values": {"days": len(days), "accuracy": accuracy, "baseline": baseline},
    "metrics": {
        "accuracy": accuracy,
        "baseline": baseline,
        "log_loss": rain.log_loss(probabilities, outcomes),
    },
    "properties": {"scores": {"days": len(days)}},
}
if accuracy <= baseline:
    answer["refused"] = f"accuracy {accuracy:.3f} is not above {baseline:.3f}, that of saying 'as today'"
with open(results, "w", encoding="utf-8") as file:
    json.dump(answer, file)
print(f"accuracy {accuracy:.3f}, of saying 'as today' {baseline:.3f}, on {len(days)} days")
