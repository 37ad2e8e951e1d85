package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.value.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Data that a run cannot take, or that only looks so: what is said, how the run ends, and that the
 * home goes on when the data is mended.
 */
class BadDataTest {

  private static final int FAILED = 3;
  private static final int REFUSED = 4;

  private static final String SCHEMA =
      """
      features:
        id: { type: integer }
        distance: { type: integer }
        wind: { type: number }
        city: { type: string, values: [Rome, Oslo, Bern] }
        late: { type: boolean, label: true }
      """;

  @TempDir private Path directory;

  @Test
  void run_noFile_namesThePatternAndTheFolder() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    Files.delete(trips.week(0));
    Files.delete(trips.week(1));

    refuses(
        FAILED,
        "step 'ingest' failed: no file matches data/{span:yyyy-MM-dd}.parquet in " + directory,
        "that folder holds nothing");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_emptyFile_namesIt() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    Files.write(trips.week(1), new byte[0]);

    refuses(FAILED, "step 'ingest' failed: " + trips.week(1) + " is empty (0 bytes)", "write it");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_columnGoneInAFile_namesColumnAndBothFiles() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    trips.week(1, "* EXCLUDE (wind)");

    refuses(
        FAILED,
        "column 'wind' is missing in " + trips.week(1) + " and there in " + trips.week(0),
        "write all files of the source alike");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_columnGoneInAllFiles_isRefusedByTheSchemaOnce() throws Exception {
    Trips trips = Trips.upTo("transform", directory);
    trips.edit("{ uses: schema }", "{ uses: schema, with: { file: schema.yaml } }");
    Files.writeString(directory.resolve("schema.yaml"), SCHEMA);
    trips.weeks("* EXCLUDE (wind)");

    refuses(
        REFUSED,
        "step 'transform' refused: validation found errors: column 'wind' is missing (train, eval)",
        "bring it back, or remove it from the schema");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_columnOfAnotherTypeInAFile_namesBothTypes() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    trips.week(1, "* REPLACE (CAST(wind AS VARCHAR) AS wind)");

    refuses(
        FAILED,
        "column 'wind' is VARCHAR in " + trips.week(1) + " and DOUBLE in " + trips.week(0),
        "write all files of the source alike");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_columnOfAnotherTypeInAllFiles_isRefusedByTheSchema() throws Exception {
    Trips trips = Trips.upTo("transform", directory);
    trips.edit("{ uses: schema }", "{ uses: schema, with: { file: schema.yaml } }");
    Files.writeString(directory.resolve("schema.yaml"), SCHEMA);
    trips.weeks("* REPLACE (CAST(wind AS VARCHAR) AS wind)");

    refuses(
        REFUSED,
        "column 'wind' is of type string, expected number (train, eval)",
        "convert it in select, or change the type in the schema");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_allLabelsEqual_saysWhichAndHowMany() throws Exception {
    Trips trips = Trips.upTo("train", directory);
    trips.weeks("* REPLACE (0 AS delay)");

    refuses(
        FAILED,
        "step 'train' failed: all 285 labels 'late' of split 'train' are 0",
        "check how the label is made");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_nan_namesTheColumnAndWritesTheRemedy() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    trips.week(
        1, "* REPLACE (CASE WHEN id % 7 = 0 THEN CAST('nan' AS DOUBLE) ELSE wind END AS wind)");

    refuses(
        FAILED,
        "29 of 400 rows are rejected",
        "REPLACE (CASE WHEN isfinite(\"wind\") THEN \"wind\" END AS \"wind\")");
    trips.edit(
        "SELECT * EXCLUDE (delay),",
        "SELECT * EXCLUDE (delay) REPLACE (CASE WHEN isfinite(wind) THEN wind END AS wind),");
    goesOn();
  }

  @Test
  void run_nullLabels_saysHowManyOfWhichSplit() throws Exception {
    Trips trips = Trips.upTo("train", directory);
    trips.week(1, "* REPLACE (CASE WHEN id % 7 = 0 THEN NULL ELSE delay END AS delay)");

    refuses(
        FAILED,
        "step 'train' failed: 18 of the 285 rows of split 'train' have no label 'late'",
        "WHERE late IS NOT NULL");
    trips.weeks("*");
    goesOn();
  }

  @Test
  void run_corruptParquet_namesTheFile() throws Exception {
    Trips trips = Trips.upTo("schema", directory);
    byte[] whole = Files.readAllBytes(trips.week(1));
    Files.write(trips.week(1), Arrays.copyOf(whole, whole.length / 2));

    refuses(FAILED, trips.week(1) + " cannot be read as Parquet: ", "the file is damaged");
    byte[] flipped = whole.clone();
    for (int at = 200; at < 800; at++) {
      flipped[at] ^= 0x5a;
    }
    Files.write(trips.week(1), flipped);
    refuses(FAILED, trips.week(1) + " cannot be read as Parquet: ", "the file is damaged");
    Files.write(trips.week(1), whole);
    goesOn();
  }

  @Test
  void run_nullsEmojiNulAndEmptyText_areValuesLikeOthers() throws Exception {
    Trips trips = Trips.upTo("train", directory);
    trips.week(
        1,
        "* REPLACE (CASE WHEN id % 5 = 0 THEN NULL ELSE wind END AS wind, CASE id % 5"
            + " WHEN 0 THEN '🛫' WHEN 1 THEN 'a' || chr(0) || 'b' WHEN 2 THEN ''"
            + " WHEN 3 THEN NULL ELSE city END AS city)");

    goesOn();
    Screen again = new Screen(directory);
    assertThat(again.run("run", ".", "--json")).isZero();
    assertThat(Json.parse(again.out()).get("steps"))
        .as("a second run finds all of it again")
        .allSatisfy(BadDataTest::isCached);
  }

  private static void isCached(JsonNode step) {
    assertThat(step.get("state").stringValue()).isEqualTo("cached");
  }

  private void refuses(int code, String... parts) throws IOException {
    Screen screen = new Screen(directory);
    assertThat(screen.run("run", ".")).as(screen.err()).isEqualTo(code);
    Complaint.isClear(screen.err(), parts);
    assertThat(screen.out()).containsPattern("^run [0-9a-f]{8} (failed|was refused)\\R$");
    try (var staged = Files.list(directory.resolve(".millrace/staging"))) {
      assertThat(staged).as("nothing half made is left").isEmpty();
    }
  }

  private void goesOn() {
    Screen screen = new Screen(directory);
    assertThat(screen.run("run", ".")).as(screen.err()).isZero();
  }
}
