package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.app.App;
import dev.millrace.app.RunningServer;
import dev.millrace.core.value.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row is predicted with the same bits whichever way it is asked about: alone or in a batch, from
 * a file or over HTTP, in this process or by a server.
 */
class SamePredictionTest {

  private static final int ROWS = 1000;

  private static final String PIPELINE =
      """
      name: parcels
      steps:
        ingest:
          uses: ingest
          with: { source: parcels.parquet, split: { by: hash, columns: [id], eval: 25% } }
        statistics: { uses: statistics }
        schema:     { uses: schema }
        validate:   { uses: validate }
        transform:
          uses: transform
          with:
            label: late
            features:
              hour:   { from: sent, part: hour }
              weight: { from: weight }
              items:  { from: items }
              city:   { from: city, vocabulary: {} }
        train:         { uses: train, with: { trainer: xgboost, label: late, rounds: 40 } }
        evaluate:      { uses: evaluate, with: { thresholds: { auc: { at_least: 0.5 } } } }
        check_serving: { uses: check_serving }
        register:      { uses: register }
        deploy:        { uses: deploy }
      """;

  /** Numbers of many digits, and every value missing now and then; late if heavy, early, or far. */
  private static final String PARCELS =
      """
      SELECT i AS id,
             TIMESTAMP '2001-01-01' + to_seconds(i * 4999) AS sent,
             CASE WHEN i % 11 = 3 THEN NULL ELSE sqrt(i * 7919 % 1000) END AS weight,
             CASE WHEN i % 13 = 5 THEN NULL ELSE i * 31 % 17 END AS items,
             CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Zürich' WHEN 3 THEN '東京'
                  WHEN 4 THEN '🛫' WHEN 5 THEN 'a' || chr(0) || 'b' ELSE 'seen once ' || i END AS city,
             (i * 7919 % 1000 > 600) <> (i % 5 = 0) AS late
      FROM range(first, last) rows(i)
      """;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path directory;

  private static @Nullable App app;
  private static @Nullable RunningServer running;
  private static URI server = URI.create("http://127.0.0.1");
  private static List<Parcel> parcels = List.of();
  private static List<Long> fromFile = List.of();

  /** A row as the test itself reads it. */
  private record Parcel(
      long sentMicros, Optional<Double> weight, Optional<Long> items, Optional<String> city) {}

  @BeforeAll
  static void trainAndServe() throws Exception {
    write("parcels.parquet", parcels(0, 6000));
    Files.writeString(directory.resolve("pipeline.yaml"), PIPELINE);
    Screen screen = new Screen(directory);
    assertThat(screen.run("run", ".")).as(screen.err()).isZero();
    app = App.open(directory.resolve(".millrace"), Map.of(), Clock.systemUTC());
    RunningServer started = app.serve(0, App.LOCAL, warning -> {});
    running = started;
    server = started.address();
    write("asked.parquet", "SELECT * EXCLUDE (late) FROM (" + parcels(6000, 7000) + ")");
    parcels = read("asked.parquet");
    predict("asked.parquet", "here.parquet");
    fromFile = bits("here.parquet");
    assertThat(fromFile).hasSize(ROWS);
    assertThat(fromFile.stream().distinct().count()).isGreaterThan(ROWS / 4);
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    if (running != null) {
      running.close();
    }
    if (app != null) {
      app.close();
    }
  }

  @Test
  void file_oneRowAlone_hasTheBitsItHasAmongAThousand() throws Exception {
    for (int row : new int[] {0, 5, 503, ROWS - 1}) {
      write("alone.parquet", "SELECT * FROM 'asked.parquet' LIMIT 1 OFFSET " + row);
      predict("alone.parquet", "alone-here.parquet");
      assertThat(bits("alone-here.parquet")).containsExactly(fromFile.get(row));
    }
  }

  @Test
  void http_aThousandRowsAtOnce_haveTheBitsOfTheFile() throws Exception {
    assertThat(ask(parcels)).isEqualTo(fromFile);
  }

  @Test
  void http_everyRowAlone_hasTheBitsOfTheFile() throws Exception {
    List<Long> alone = new ArrayList<>();
    for (Parcel parcel : parcels) {
      alone.addAll(ask(List.of(parcel)));
    }
    assertThat(alone).isEqualTo(fromFile);
  }

  @Test
  void server_file_isTheSameFile() throws Exception {
    for (String ending : List.of("csv", "jsonl", "parquet")) {
      predict("asked.parquet", "here." + ending);
      predict("asked.parquet", "there." + ending, "--server", server + "/", "--model", "parcels");
      assertThat(directory.resolve("there." + ending))
          .hasSameBinaryContentAs(directory.resolve("here." + ending));
    }
    assertThat(bits("there.parquet")).isEqualTo(fromFile);
  }

  @Test
  void server_moreRowsThanOneRequestHolds_areAllThere() throws Exception {
    write("more.csv", "SELECT * EXCLUDE (late) FROM 'parcels.parquet'");
    predict("more.csv", "more-here.csv");
    predict("more.csv", "more-there.csv", "--server", "" + server, "--model", "parcels@1");
    assertThat(directory.resolve("more-there.csv"))
        .hasSameBinaryContentAs(directory.resolve("more-here.csv"));
    assertThat(Files.readAllLines(directory.resolve("more-there.csv"))).hasSizeGreaterThan(6000);
  }

  @Test
  void server_json_tellsVersionRowsAndFile() {
    JsonNode report =
        Json.parse(
            predict(
                "asked.parquet",
                "told.csv",
                "--server",
                "" + server,
                "--model",
                "parcels",
                "--json"));
    assertThat(report.get("model").stringValue()).isEqualTo("parcels");
    assertThat(report.get("version").intValue()).isEqualTo(1);
    assertThat(report.get("rows").intValue()).isEqualTo(ROWS);
    assertThat(report.get("output").stringValue()).endsWith("told.csv");
  }

  @Test
  void server_nobodyThere_isUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + port;
    refused(6, "no answer from " + nobody, "--server", nobody, "--model", "parcels");
  }

  @Test
  void server_modelOrVersionNotThere_isNotFound() {
    refused(5, "did you mean 'parcels'?", "--server", "" + server, "--model", "parcel");
    refused(5, "version 1 is", "--server", "" + server, "--model", "parcels@7");
  }

  @Test
  void server_requestRefused_isAFailureInTheServersWords() throws Exception {
    write(
        "long.parquet",
        "SELECT * REPLACE (repeat('x', 2000000) AS city) FROM 'asked.parquet' LIMIT 2");
    Screen screen = new Screen(directory);
    int code =
        screen.run(
            "predict", "long.parquet", "no.csv", "--server", "" + server, "--model", "parcels");
    assertThat(code).isEqualTo(1);
    assertThat(screen.err()).contains("answered 400").doesNotContain("\tat ");
    assertThat(directory.resolve("no.csv")).doesNotExist();
  }

  @Test
  void server_wrongUsage_isToldWithARemedy() {
    refused(2, "is not the URL of a server", "--server", "ftp://127.0.0.1", "--model", "parcels");
    refused(2, "say so with --model NAME", "--server", "" + server);
    refused(2, "knows no alias 'champion'", "--server", "" + server, "--model", "parcels@champion");
  }

  private static String parcels(int first, int last) {
    return PARCELS.replace("first", "" + first).replace("last", "" + last);
  }

  private static void refused(int code, String message, String... options) {
    Screen screen = new Screen(directory);
    List<String> arguments = new ArrayList<>(List.of("predict", "asked.parquet", "no.csv"));
    arguments.addAll(List.of(options));
    assertThat(screen.run(arguments.toArray(String[]::new))).isEqualTo(code);
    assertThat(screen.err()).contains(message).doesNotContain("\tat ");
    assertThat(directory.resolve("no.csv")).doesNotExist();
  }

  private static String predict(String input, String output, String... options) {
    Screen screen = new Screen(directory);
    List<String> arguments = new ArrayList<>(List.of("predict", input, output));
    arguments.addAll(List.of(options));
    assertThat(screen.run(arguments.toArray(String[]::new))).as(screen.err()).isZero();
    return screen.out();
  }

  /** One request by hand; the bits of the answered probabilities. */
  private static List<Long> ask(List<Parcel> rows) throws Exception {
    ObjectNode body = Json.object();
    ArrayNode inputs = body.putArray("inputs");
    ArrayNode sent = tensor(inputs, "sent", "INT64", rows.size());
    ArrayNode weight = tensor(inputs, "weight", "FP64", rows.size());
    ArrayNode items = tensor(inputs, "items", "INT64", rows.size());
    ArrayNode city = tensor(inputs, "city", "BYTES", rows.size());
    for (Parcel row : rows) {
      sent.add(row.sentMicros());
      row.weight().ifPresentOrElse(weight::add, weight::addNull);
      row.items().ifPresentOrElse(items::add, items::addNull);
      row.city().ifPresentOrElse(city::add, city::addNull);
    }
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v2/models/parcels/infer"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parse(answer.body())
        .at("/outputs/0/data")
        .valueStream()
        .map(value -> Double.doubleToRawLongBits(value.doubleValue()))
        .toList();
  }

  private static ArrayNode tensor(ArrayNode inputs, String name, String datatype, int rows) {
    ObjectNode tensor = inputs.addObject().put("name", name).put("datatype", datatype);
    tensor.putArray("shape").add(rows);
    return tensor.putArray("data");
  }

  private static List<Long> bits(String file) throws SQLException {
    List<Long> bits = new ArrayList<>();
    each(
        "SELECT probability FROM '" + file + "'",
        row -> bits.add(Double.doubleToRawLongBits(row.getDouble(1))));
    return bits;
  }

  private static List<Parcel> read(String file) throws SQLException {
    List<Parcel> rows = new ArrayList<>();
    each(
        "SELECT epoch_us(sent), weight, items, city FROM '" + file + "'",
        row ->
            rows.add(
                new Parcel(
                    row.getLong(1),
                    Optional.ofNullable((Double) row.getObject(2)),
                    Optional.ofNullable((Long) row.getObject(3)),
                    Optional.ofNullable(row.getString(4)))));
    return rows;
  }

  private static void write(String file, String query) throws SQLException {
    String format = file.endsWith(".csv") ? "csv" : "parquet";
    String target = directory.resolve(file).toString();
    each("COPY (" + query + ") TO '" + target + "' (FORMAT " + format + ")", row -> {});
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private static void each(String sql, RowReader reader) throws SQLException {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("SET file_search_path = '" + directory + "'");
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      }
    }
  }
}
