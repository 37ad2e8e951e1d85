"""What training and evaluation share: how a day becomes numbers, and numbers a probability."""
import csv
import math
import os


def read(directory):
    with open(os.path.join(directory, "days.csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(day):
    """The day in numbers of about the same size."""
    season = 2 * math.pi * day_of_year(day["date"]) / 365.25
    high, low = float(day["temp_max"]), float(day["temp_min"])
    return [
        1.0,
        float(day["wet_today"]),
        math.log1p(float(day["precipitation"])),
        (high - low) / 10,
        high / 20,
        float(day["wind"]) / 5,
        math.sin(season),
        math.cos(season),
    ]


def day_of_year(date):
    year, month, day = (int(part) for part in date.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return sum(lengths[: month - 1]) + day


def probability(weights, numbers):
    score = sum(weight * number for weight, number in zip(weights, numbers))
    return 1 / (1 + math.exp(-score)) if score > -700 else 0.0


def log_loss(probabilities, outcomes):
    least = 1e-15
    return -sum(
        math.log(max(p if wet else 1 - p, least)) for p, wet in zip(probabilities, outcomes)
    ) / len(outcomes)
