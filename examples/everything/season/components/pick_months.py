import json
import os
import sys

days, months_text, season = sys.argv[1:]
months = {f"{month:02}" for month in json.loads(months_text)}

with open(os.path.join(days, "days.csv"), encoding="utf-8") as table, \
        open(os.path.join(season, "days.csv"), "w", encoding="utf-8") as kept:
    kept.write(next(table))
    kept.writelines(line for line in table if line[5:7] in months)
