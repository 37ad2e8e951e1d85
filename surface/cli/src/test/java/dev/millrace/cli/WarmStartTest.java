package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A pipeline whose models go on from the champion of then. */
class WarmStartTest {

  @Test
  void run_initialIsTheChampion_beginsThenGoesOnAndIsReproduced(@TempDir Path directory)
      throws Exception {
    Parcels parcels = Parcels.in(directory);
    parcels.write(
        Parcels.PIPELINE
            .replace("label: late, rounds", "label: late, initial: champion, rounds")
            .replace("label: late\n", "label: late\n      initial: champion\n"));
    parcels.run("2026-02-01");
    // Were it analysed, the vocabulary would be another, and train would refuse to go on.
    Path week = parcels.week(1);
    Files.writeString(week, Files.readString(week).replace("red", "purple"));
    parcels.run("2026-02-02");

    JsonNode versions = parcels.json("models", "show", "parcels").get("versions");
    assertThat(versions).hasSize(2);
    String first = versions.get(1).get("provenance").get("bundle").asString();
    assertThat(parcels.json("lineage", "parcels@2", "--up").toString()).contains(first);
    assertThat(parcels.expect(0, "reproduce", "parcels@2").out())
        .contains("model.onnx is the same, byte for byte");
  }
}
