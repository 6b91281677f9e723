"""Maximin of `sortition-algorithms` on one instance, in its own environment: prints the seconds and the lowest chance.

`python lottery_peer.py PEOPLE.csv QUOTAS.json`
"""

import csv
import json
import sys
import time
from pathlib import Path

import sortition_algorithms as peer
from sortition_algorithms.committee_generation import find_distribution_maximin


def main(people_file: str, quotas_file: str) -> None:
    quotas = json.loads(Path(quotas_file).read_text())
    settings = peer.Settings(id_column="id", columns_to_keep=[], check_same_address=False)
    rows = [
        {"feature": feature, "value": value, "min": str(least), "max": str(most)}
        for feature, values in quotas["quotas"].items()
        for value, (least, most) in values.items()
    ]
    features, *_ = peer.read_in_features(list(rows[0]), rows)
    with Path(people_file).open(newline="") as file:
        reader = csv.DictReader(file)
        people, *_ = peer.read_in_people(list(reader.fieldnames or []), list(reader), features, settings)
    begun, cpu = time.perf_counter(), time.process_time()
    panels, weights, _ = find_distribution_maximin(features, people, quotas["k"], [])
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    chances: dict[str, float] = {}
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            chances[person] = chances.get(person, 0.0) + weight
    print(json.dumps({"seconds": seconds, "cpu": cpu, "lowest": min(chances.values()), "reached": len(chances)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
