import json
import os
import sys

wet_text, table, results, *summaries = sys.argv[1:]

years = []
for directory in summaries:
    with open(os.path.join(directory, "summary.json"), encoding="utf-8") as file:
        years.append(json.load(file))
if [year["wet"] for year in years] != json.loads(wet_text):
    sys.exit("the summaries and the list are not in the same order")

with open(os.path.join(table, "text.txt"), "w", encoding="utf-8") as file:
    for year in years:
        file.write("{year}  wet {wet:3}  hot {hot:3}  stormy {stormy:3}\n".format(**year))
driest = min(years, key=lambda year: year["wet"])["year"]
with open(results, "w", encoding="utf-8") as file:
    json.dump({"values": {"driest": driest}}, file)
