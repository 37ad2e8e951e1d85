package dev.millrace.benchmark.slice;

import dev.millrace.benchmark.Bench;
import dev.millrace.benchmark.Benchmark;
import dev.millrace.benchmark.Figure;
import dev.millrace.benchmark.FlightsModel;
import dev.millrace.benchmark.ProcessRun;
import dev.millrace.benchmark.Samples;
import dev.millrace.core.value.Json;
import dev.millrace.model.Batch;
import dev.millrace.model.Column;
import dev.millrace.model.Signature;
import dev.millrace.serving.Question;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Predictions of one row a second over HTTP, beside the same web server answering a constant of the
 * same size after reading the same body. The load comes from wrk.
 */
public final class HttpRatio implements Benchmark {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final int ROUNDS = 5;
  private static final String PATH = "/v2/models/flights/infer";

  @Override
  public String name() {
    return "http-ratio";
  }

  @Override
  public List<Figure> measure(Bench bench) throws Exception {
    ServerProcess.require("wrk", "apt install wrk");
    FlightsModel model = FlightsModel.train(bench);
    Signature signature = model.bundle().contents().signature();
    Batch row = model.rows().getFirst();
    String body = Question.of(row).toJson(signature).toString();
    Path script = script(bench, body);
    String log = bench.folder("log").toString();
    try (ServerProcess served =
        ServerProcess.start(ServedFlights.class, model.directory().toString(), log)) {
      String answer = ask(served.address(), body);
      check(model, row, answer);
      try (ServerProcess constant = ServerProcess.start(ConstantServer.class, answer)) {
        require(
            ask(constant.address(), body).equals(answer), "the constant server answers otherwise");
        return rates(bench, script, served.address(), constant.address());
      }
    }
  }

  private static List<Figure> rates(Bench bench, Path script, URI served, URI constant)
      throws IOException, InterruptedException {
    rate(bench, script, served, 8);
    rate(bench, script, constant, 8);
    double[] ratios = new double[ROUNDS];
    double[] rates = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rates[round] = rate(bench, script, served, 3);
      ratios[round] = rates[round] / rate(bench, script, constant, 3);
    }
    return List.of(
        Figure.of("http-ratio", new Samples(ratios).median(), "×")
            .atLeast(0.4)
            .against("a constant answer of the same server; median of " + ROUNDS + " pairs"),
        Figure.of("http-rows", new Samples(rates).median(), "rows/s")
            .against("one row a request, 8 connections, the load from the same machine"));
  }

  private static void require(boolean holds, String otherwise) {
    Benchmark.require(holds, otherwise);
  }

  /** The same bits as in process. */
  private static void check(FlightsModel model, Batch row, String answer) {
    String name = model.bundle().contents().signature().outputs().getFirst().name();
    Batch expected = model.bundle().predictor().predict(row);
    double here = ((Column.Doubles) expected.column(name)).values()[0];
    for (JsonNode output : Json.parse(answer).required("outputs")) {
      if (output.required("name").asString().equals(name)) {
        double there = output.required("data").get(0).doubleValue();
        require(here == there, "over HTTP it is " + there + ", in process " + here);
        return;
      }
    }
    require(false, "no output '" + name + "' in " + answer);
  }

  private static String ask(URI server, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(PATH))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      require(response.statusCode() == 200, response.statusCode() + ": " + response.body());
      return response.body();
    }
  }

  private static Path script(Bench bench, String body) throws IOException {
    return Files.writeString(
        bench.folder("wrk").resolve("post.lua"),
        """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.body = [==[%s]==]
        """
            .formatted(body));
  }

  private static double rate(Bench bench, Path script, URI server, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "wrk",
            "--threads=1",
            "--connections=8",
            "--duration=" + seconds + "s",
            "--script=" + script,
            server.resolve(PATH).toString());
    ProcessRun run = ProcessRun.of(command, Map.of(), bench.scratch());
    Matcher rate = RATE.matcher(run.out());
    require(run.exitCode() == 0 && rate.find(), "wrk failed:\n" + run.out() + run.err());
    require(!run.out().contains("Non-2xx"), "requests were refused:\n" + run.out());
    return Double.parseDouble(rate.group(1));
  }
}
