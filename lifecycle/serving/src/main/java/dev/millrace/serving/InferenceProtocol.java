package dev.millrace.serving;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.port.RequestLog;
import dev.millrace.core.value.Id;
import dev.millrace.model.Batch;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The routes of the Open Inference Protocol, version 2, and one of our own for labels.
 *
 * @see <a
 *     href="https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md">the
 *     protocol</a>
 */
final class InferenceProtocol implements HttpService {

  private final Map<String, ServedModel> models;
  private final RequestLog log;
  private final Limits limits;
  private final Clock clock;
  private final String requestPrefix;
  private final AtomicLong requests = new AtomicLong();

  /**
   * @param models by name; changes while serving
   */
  InferenceProtocol(Map<String, ServedModel> models, RequestLog log, Limits limits, Clock clock) {
    this.models = models;
    this.log = log;
    this.limits = limits;
    this.clock = clock;
    this.requestPrefix = Id.at(clock.instant()).hex() + "-";
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v2/models/{model}/infer", this::infer)
        .post("/v2/models/{model}/versions/{version}/infer", this::infer)
        .post("/v2/models/{model}/labels", this::labels)
        .get("/v2", (request, response) -> send(response, Metadata.server()))
        .get("/v2/health/live", (request, response) -> send(response, Metadata.live()))
        .get("/v2/health/ready", this::ready)
        .get("/v2/models/{model}", this::describe)
        .get("/v2/models/{model}/versions/{version}", this::describe)
        .get("/v2/models/{model}/ready", this::modelReady)
        .get("/v2/models/{model}/versions/{version}/ready", this::modelReady)
        .any(InferenceProtocol::noRoute);
  }

  private void infer(ServerRequest request, ServerResponse response) {
    ServedModel model = model(request);
    InferenceRequest asked =
        InferenceReader.read(
            RequestBody.read(request, limits.bodyBytes()), model.signature(), limits);
    String id = asked.id().orElseGet(() -> requestPrefix + requests.incrementAndGet());
    Instant now = clock.instant();
    Batch outputs = model.predictor().apply(asked.inputs());
    byte[] body = InferenceResponse.write(model, id, outputs, asked.outputs());
    if (asked.logged()) {
      log.predictions(new AnsweredRows(model, asked, id, now, outputs));
    }
    send(response, body);
  }

  private void labels(ServerRequest request, ServerResponse response) {
    ServedModel model = model(request);
    LabelsReader labels = new LabelsReader(clock.instant(), limits.rows());
    try {
      log.labels(model.name(), labels.read(RequestBody.read(request, limits.bodyBytes())));
    } catch (IOException e) {
      throw Refusal.unavailable("the labels could not be kept; send them again later");
    }
    send(response, Metadata.accepted(labels.count()));
  }

  private void ready(ServerRequest request, ServerResponse response) {
    if (models.isEmpty()) {
      throw Refusal.unavailable("no model is deployed yet");
    }
    send(response, Metadata.ready());
  }

  private void describe(ServerRequest request, ServerResponse response) {
    send(response, Metadata.model(model(request)));
  }

  private void modelReady(ServerRequest request, ServerResponse response) {
    send(response, Metadata.modelReady(model(request)));
  }

  private ServedModel model(ServerRequest request) {
    String name = request.path().pathParameters().get("model");
    ServedModel model = models.get(name);
    if (model == null) {
      throw Refusal.notFound(
          "no model '"
              + RequestJson.brief(name)
              + "' is served here: "
              + Suggestion.remedy(name, models.keySet()));
    }
    request
        .path()
        .pathParameters()
        .first("version")
        .ifPresent(asked -> requireVersion(model, asked));
    return model;
  }

  private static void requireVersion(ServedModel model, String version) {
    if (!version.equals(Integer.toString(model.version()))) {
      throw Refusal.notFound(
          "version '"
              + RequestJson.brief(version)
              + "' of model '"
              + model.name()
              + "' is not served; version "
              + model.version()
              + " is");
    }
  }

  private static void noRoute(ServerRequest request, ServerResponse response) {
    throw Refusal.notFound(
        "nothing answers "
            + request.prologue().method().text()
            + " "
            + RequestJson.brief(request.path().path())
            + "; the routes are those of the Open Inference Protocol, under /v2");
  }

  private static void send(ServerResponse response, byte[] json) {
    response.header(HeaderValues.CONTENT_TYPE_JSON).send(json);
  }
}
