import csv
import json
import os
import sys

days, year, place, limits_text, summary, results = sys.argv[1:]
limits = json.loads(limits_text)

with open(os.path.join(days, "days.csv"), encoding="utf-8", newline="") as file:
    rows = [row for row in csv.DictReader(file) if row["date"].startswith(year + "-")]
counts = {
    "year": int(year),
    "days": len(rows),
    "wet": sum(float(row["precipitation"]) > 0.25 for row in rows),
    "hot": sum(float(row["temp_max"]) > limits["hot"] for row in rows),
    "stormy": sum(float(row["wind"]) > limits["stormy"] for row in rows),
}
with open(os.path.join(summary, "summary.json"), "w", encoding="utf-8") as file:
    json.dump(counts, file)
with open(results, "w", encoding="utf-8") as file:
    json.dump({
        "values": {"wet": counts["wet"]},
        "metrics": {"wet": [{"step": int(place), "value": counts["wet"]}]},
        # The span that it is about: by it, others find it in the store.
        "properties": {"summary": {
            "year": int(year),
            "span_start": f"{year}-01-01",
            "span_end": f"{int(year) + 1}-01-01",
        }},
    }, file)
print(f"{year}: {counts}")
