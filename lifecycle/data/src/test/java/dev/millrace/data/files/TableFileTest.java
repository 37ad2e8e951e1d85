package dev.millrace.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.core.api.PredictionOrder;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import dev.millrace.data.examples.BatchConsumer;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.DataType;
import dev.millrace.model.Signature;
import dev.millrace.model.Signature.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {

  private static final Signature SIGNATURE =
      new Signature(
          List.of(
              new Field("distance", DataType.NUMBER, false),
              new Field("origin", DataType.STRING, true)),
          List.of(new Field("score", DataType.NUMBER, false)),
          "UTC");

  @TempDir private Path directory;

  /** Scores a row by its distance, plus a half where it has an origin, in parts of some rows. */
  private record HalfMore(int rowsAPart) implements RowPredictor {
    @Override
    public Signature signature() {
      return SIGNATURE;
    }

    @Override
    public void predict(Batch rows, BatchConsumer answers) throws InterruptedException {
      double[] distances = ((Column.Doubles) rows.column("distance")).values();
      for (int from = 0; from < rows.rows(); from += rowsAPart) {
        double[] scores = new double[Math.min(rowsAPart, rows.rows() - from)];
        for (int row = 0; row < scores.length; row++) {
          scores[row] =
              distances[from + row] + (rows.column("origin").present(from + row) ? 0.5 : 0);
        }
        SequencedMap<String, Column> outputs = new LinkedHashMap<>();
        outputs.put("score", new Column.Doubles(scores, null));
        answers.accept(new Batch(scores.length, outputs));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "jsonl"})
  void predict_anyFormat_keepsRowsAndColumnsAndAddsOutputs(String ending) throws Exception {
    Path input = directory.resolve("rows." + ending);
    switch (ending) {
      case "parquet" ->
          Tables.write(
              input,
              "SELECT * FROM (VALUES (1, 'JFK', 'x'), (2, NULL, 'y')) t(distance, origin, z)");
      case "csv" -> Files.writeString(input, "distance,origin,z\n1,JFK,x\n2,,y\n");
      default ->
          Files.writeString(
              input,
              """
              {"distance":1,"origin":"JFK","z":"x"}
              {"distance":2,"origin":null,"z":"y"}
              """);
    }
    assertThat(predict(input, "out.csv", new HalfMore(100))).isEqualTo(2);
    assertThat(Files.readAllLines(directory.resolve("out.csv")))
        .containsExactly("distance,origin,z,score", "1,JFK,x,1.5", "2,,y,2.0");
    predict(input, "out.parquet", new HalfMore(100));
    assertThat(Tables.query("SELECT score FROM " + Tables.table(directory.resolve("out.parquet"))))
        .containsExactly("1.5", "2.0");
  }

  /** Answers the hour of a time. */
  private record Hours(String input) implements RowPredictor {
    @Override
    public Signature signature() {
      return new Signature(
          List.of(new Field(input, DataType.TIMESTAMP, false)),
          List.of(new Field("hour", DataType.NUMBER, false)),
          "UTC");
    }

    @Override
    public void predict(Batch rows, BatchConsumer answers) throws InterruptedException {
      double[] hours = new double[rows.rows()];
      for (int row = 0; row < hours.length; row++) {
        long micros = ((Column.Longs) rows.column(input)).values()[row];
        hours[row] = Math.floorMod(micros / 3_600_000_000L, 24L);
      }
      SequencedMap<String, Column> outputs = new LinkedHashMap<>();
      outputs.put("hour", new Column.Doubles(hours, null));
      answers.accept(new Batch(hours.length, outputs));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"times.csv|at;05-03-2019 07:15", "times.jsonl|{\"at\":\"05-03-2019 07:15\"}"})
  void predict_timesThatAreNotIso_areReadOnlyAsOneIsTold(String name, String rows)
      throws Exception {
    Path input = Files.writeString(directory.resolve(name), rows.replace(";", "\n") + "\n");
    assertThat(
            catchThrowableOfType(UserError.class, () -> predict(input, "out.csv", new Hours("at"))))
        .hasMessageContaining("'at' is '05-03-2019 07:15', expected a time")
        .extracting(error -> error.hint().orElse(""))
        .asString()
        .contains("--timestamp");

    predict(input, "%d-%m-%Y %H:%M");
    assertThat(Files.readString(directory.resolve("out.csv"))).contains("7.0");
    assertThat(catchThrowableOfType(UserError.class, () -> predict(input, "dd-MM-yyyy")))
        .hasMessageContaining("'dd-MM-yyyy' is no way to write times");
  }

  private void predict(Path input, String time) throws IOException, InterruptedException {
    TableFile.predict(
        input,
        directory.resolve("out.csv"),
        new Hours("at"),
        directory.resolve("work"),
        new PredictionOrder.Texts(List.of(), List.of(time)));
  }

  @Test
  void predict_manyRowsAnsweredInParts_staysInOrder() throws Exception {
    Path input = many("range % 1000");
    assertThat(predict(input, "out.parquet", new HalfMore(999))).isEqualTo(70_000);
    assertThat(
            Tables.query(
                "SELECT count(*) FROM "
                    + Tables.table(directory.resolve("out.parquet"))
                    + " WHERE score = distance + 0.5 AND distance = place % 1000"))
        .containsExactly("70000");
  }

  @Test
  void predict_numberThatIsNotFinite_namesTheRowOfTheFile() throws Exception {
    Path input = many("CASE range WHEN 41234 THEN 'NaN'::DOUBLE ELSE range END");
    refused(input, "row 41235: 'distance' is 'nan'");
  }

  @Test
  void predict_valueThatIsMissingAndNeeded_namesTheRowOfTheFile() throws Exception {
    Path input = many("CASE range WHEN 65536 THEN NULL ELSE range END");
    refused(input, "row 65537: 'distance' has no value");
  }

  @Test
  void predict_textThatIsNoNumber_saysWhichValue() throws Exception {
    Path input = directory.resolve("in.csv");
    Files.writeString(input, "distance,origin\n1,JFK\nfar,JFK\n");
    refused(input, "row 2: 'distance' is 'far'");
  }

  @Test
  void predict_columnGone_namesIt() throws Exception {
    Path input = directory.resolve("in.csv");
    Files.writeString(input, "dist,origin\n1,JFK\n");
    refused(input, "lacks what the model takes: distance (number)");
  }

  @Test
  void predict_emptyFile_saysSo() throws Exception {
    refused(Files.createFile(directory.resolve("in.csv")), "is empty");
  }

  @Test
  void predict_predictorFails_throwsItsErrorAndLeavesTheOldOutput() throws Exception {
    Path old = Files.writeString(directory.resolve("out.csv"), "precious");
    UserError cause = UserError.notFound("the model went away");
    RowPredictor failing =
        new RowPredictor() {
          private int batches;

          @Override
          public Signature signature() {
            return SIGNATURE;
          }

          @Override
          public void predict(Batch rows, BatchConsumer answers) throws InterruptedException {
            if (++batches == 2) {
              throw cause;
            }
            new HalfMore(500).predict(rows, answers);
          }
        };
    Path input = many("range");
    UserError error =
        catchThrowableOfType(UserError.class, () -> predict(input, "out.csv", failing));
    assertThat(error).isSameAs(cause);
    assertThat(old).hasContent("precious");
    assertThat(names()).containsExactlyInAnyOrder("many.parquet", "out.csv", "work");
  }

  @Test
  void predict_output_thatCannotBeWritten_isRefusedFirst() throws Exception {
    Path input = Files.writeString(directory.resolve("in.csv"), "distance,origin\n1,JFK\n");
    Files.createDirectory(directory.resolve("folder.csv"));
    for (String output : List.of("in.csv", "folder.csv", "out.txt")) {
      UserError error =
          catchThrowableOfType(UserError.class, () -> predict(input, output, new HalfMore(1)));
      assertThat(error.kind()).as(output).isEqualTo(UserError.Kind.USAGE);
    }
    UserError error =
        catchThrowableOfType(
            UserError.class, () -> predict(input, "nowhere/out.csv", new HalfMore(1)));
    assertThat(error.kind()).isEqualTo(UserError.Kind.NOT_FOUND);
    assertThat(input).hasContent("distance,origin\n1,JFK\n");
  }

  @Test
  void predict_inputNamedAsDuckDbNumbersRows_isReadAndItsFaultsAreFound() throws Exception {
    Hours hours = new Hours("file_row_number");
    String sql =
        "SELECT CASE WHEN range %s 250000 THEN TIMESTAMP '2001-01-01 07:00' END AS file_row_number FROM range(300000)";
    Path good = Tables.write(directory.resolve("good.parquet"), sql.formatted(">= 0 OR 0 ="));
    Path bad = Tables.write(directory.resolve("bad.parquet"), sql.formatted("<"));

    assertThat(predict(good, "out.parquet", hours)).isEqualTo(300_000);
    refused(
        bad,
        hours,
        "row 250001: 'file_row_number' has no value, and the model requires one (and 49999 more)");
  }

  private void refused(Path input, String message) throws IOException {
    refused(input, new HalfMore(500), message);
  }

  private void refused(Path input, RowPredictor predictor, String message) throws IOException {
    UserError error =
        catchThrowableOfType(UserError.class, () -> predict(input, "out.csv", predictor));
    assertThat(error).hasMessageContaining(input.toString()).hasMessageContaining(message);
    assertThat(error.kind()).isEqualTo(UserError.Kind.FAILURE);
    assertThat(error).hasMessageNotContaining("sample_size");
    assertThat(error.hint()).isPresent();
    assertThat(names()).doesNotContain("out.csv").noneMatch(name -> name.startsWith("."));
  }

  private Path many(String distance) throws SQLException, IOException {
    return Tables.write(
        directory.resolve("many.parquet"),
        "SELECT range AS place, " + distance + " AS distance, 'JFK' AS origin FROM range(70000)");
  }

  private long predict(Path input, String output, RowPredictor predictor)
      throws IOException, InterruptedException {
    return TableFile.predict(
        input, directory.resolve(output), predictor, directory.resolve("work"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
