package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Model;
import dev.millrace.core.artifact.ModelBlessing;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.component.Cardinality;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.pipeline.Binding;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.run.RunState;
import dev.millrace.core.run.TaskState;
import dev.millrace.core.value.Id;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that are found in the store when a task starts. */
class StoreInputTest {

  @TempDir Path home;
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  /** Makes an artifact about a span of days. */
  @Named("span")
  public static final class Span implements Component<Span.Inputs, Span.Outputs> {
    public record Inputs(Value<String> day, @Default("1") Value<Integer> version) {}

    public record Outputs(Statistics made) {}

    @Override
    public Span.Outputs run(Span.Inputs inputs, TaskContext task) throws Exception {
      Statistics made = task.stage(Statistics.TYPE);
      String day = inputs.day().get();
      Files.writeString(made.file("mix.txt"), day + " v" + inputs.version().get() + "\n");
      made.property("span_start", day);
      made.property("span_end", dayAfter(day));
      return new Span.Outputs(made);
    }

    private static String dayAfter(String day) {
      return day.contains("T")
          ? OffsetDateTime.parse(day).plusDays(1).toString()
          : LocalDate.parse(day).plusDays(1).toString();
    }
  }

  /** Makes a model. */
  @Named("fit")
  public static final class Fit implements Component<Fit.Inputs, Fit.Outputs> {
    public record Inputs(Value<Integer> trees) {}

    public record Outputs(Model model) {}

    @Override
    public Fit.Outputs run(Fit.Inputs inputs, TaskContext task) throws Exception {
      Model model = task.stage(Model.TYPE);
      Files.writeString(model.file("trees"), String.valueOf(inputs.trees().get()));
      return new Fit.Outputs(model);
    }
  }

  /** Blesses a model, or does not. */
  @Named("bless")
  public static final class Bless implements Component<Bless.Inputs, Bless.Outputs> {
    public record Inputs(Model model, Value<Boolean> blessed) {}

    public record Outputs(ModelBlessing blessing) {}

    @Override
    public Bless.Outputs run(Bless.Inputs inputs, TaskContext task) throws Exception {
      ModelBlessing blessing = task.stage(ModelBlessing.TYPE);
      Files.writeString(blessing.file("reason"), "so");
      blessing.property("blessed", inputs.blessed().get());
      return new Bless.Outputs(blessing);
    }
  }

  /** Notes which model it was given. */
  @Named("predict")
  public static final class Predict implements Component<Predict.Inputs, Predict.Outputs> {
    public record Inputs(Model model) {}

    public record Outputs(Value<String> trees) {}

    @Override
    public Predict.Outputs run(Predict.Inputs inputs, TaskContext task) throws Exception {
      return new Predict.Outputs(Value.of(Files.readString(inputs.model().file("trees"))));
    }
  }

  /** Notes which statistics it was given, and makes none. */
  @Named("gather")
  public static final class Gather implements Component<Gather.Inputs, Gather.Outputs> {
    private final List<String> seen;

    Gather(List<String> seen) {
      this.seen = seen;
    }

    public record Inputs(List<Statistics> parts) {}

    public record Outputs(Value<Integer> count) {}

    @Override
    public Gather.Outputs run(Gather.Inputs inputs, TaskContext task) throws Exception {
      StringBuilder words = new StringBuilder();
      for (Statistics part : inputs.parts()) {
        words.append(Files.readString(part.file("mix.txt")).strip()).append(", ");
      }
      seen.add(words.toString());
      return new Gather.Outputs(Value.of(inputs.parts().size()));
    }
  }

  private Mill open() {
    return Mill.open(
        home, new Mix(), new Span(), new Fit(), new Bless(), new Predict(), new Gather(seen));
  }

  private static PipelineSpec span(String day, int version) {
    return new Steps("ingest")
        .use("span", "s", Map.of("day", Steps.text(day), "version", Steps.number(version)))
        .spec();
  }

  private static PipelineSpec gathering(String query) {
    return new Steps("report")
        .use("gather", "gather", Map.of("parts", new Binding.Resolved(query)))
        .spec();
  }

  private void spans(Mill mill) throws Exception {
    for (int day = 1; day <= 5; day++) {
      mill.run(span("2001-02-0" + day, 1));
    }
    mill.run(span("2001-02-04", 2));
  }

  @Test
  void run_spans_areTheLatestInTheirOrderEachInItsNewestVersion() throws Exception {
    try (Mill mill = open()) {
      spans(mill);
      mill.run(new Steps("others").mix("without_a_span").spec());
      for (String query :
          List.of(
              "spans last 2", "spans last 2 skip 1", "spans 2001-02-02..2001-02-03", "spans all")) {
        mill.run(gathering(query));
      }
      assertThat(seen)
          .containsExactly(
              "2001-02-04 v2, 2001-02-05 v1, ",
              "2001-02-03 v1, 2001-02-04 v2, ",
              "2001-02-02 v1, 2001-02-03 v1, ",
              "2001-02-01 v1, 2001-02-02 v1, 2001-02-03 v1, 2001-02-04 v2, 2001-02-05 v1, ");
    }
  }

  /** The runs that made them are as of {@link Mill#NOW}: their spans were not known before. */
  @Test
  void run_asOfEarlier_seesNothingLater() throws Exception {
    try (Mill mill = open()) {
      spans(mill);
      mill.run(mill.request(gathering("spans last 2")).asOf(Instant.parse("2001-02-04T00:00:00Z")));

      assertThat(seen).containsExactly("");
    }
  }

  @Test
  void run_spansThatEndLater_areNotSeen() throws Exception {
    try (Mill mill = open()) {
      Instant early = Instant.parse("2001-02-03T00:00:00Z");
      for (int day = 1; day <= 4; day++) {
        mill.run(mill.request(span("2001-02-0" + day, 1)).asOf(early));
      }
      mill.run(mill.request(gathering("spans last 9")).asOf(early));

      assertThat(seen).containsExactly("2001-02-01 v1, 2001-02-02 v1, ");
    }
  }

  /** A span is about the days of its own calendar, and ends at one moment for all. */
  @Test
  void run_spansWithOffsets_goByTheirOwnDays() throws Exception {
    try (Mill mill = open()) {
      mill.run(span("2001-02-04T00:00+01:00", 1));
      mill.run(span("2001-02-03T00:00+01:00", 1));
      mill.run(gathering("spans 2001-02-03..2001-02-03"));
      mill.run(gathering("spans last 1"));

      assertThat(seen)
          .containsExactly("2001-02-03T00:00+01:00 v1, ", "2001-02-04T00:00+01:00 v1, ");
    }
  }

  private static PipelineSpec fit(String name, int trees, boolean blessed) {
    return new Steps(name)
        .use("fit", "fit", Map.of("trees", Steps.number(trees)))
        .use(
            "bless",
            "bless",
            Map.of("model", Steps.output("fit", "model"), "blessed", Steps.data(blessed)))
        .spec();
  }

  private static String trees(Outcome outcome) {
    return Mill.value(outcome, "predict", "trees").stringValue();
  }

  private static PipelineSpec predicting(String query) {
    return new Steps("predict")
        .use("predict", "predict", Map.of("model", new Binding.Resolved(query)))
        .spec();
  }

  @Test
  void run_latestAndLatestBlessed_areFoundAcrossPipelines() throws Exception {
    try (Mill mill = open()) {
      mill.run(fit("one", 1, true));
      mill.run(fit("two", 2, true));
      mill.run(fit("one", 3, false));

      assertThat(trees(mill.run(predicting("latest")))).isEqualTo("3");
      assertThat(trees(mill.run(predicting("latest_blessed")))).isEqualTo("2");
    }
  }

  @Test
  void run_typeThatThePipelineMakesItself_isLookedForAmongItsOwn() throws Exception {
    Steps comparing =
        new Steps("one")
            .use("fit", "fit", Map.of("trees", Steps.number(9)))
            .use("predict", "predict", Map.of("model", new Binding.Resolved("latest_blessed")))
            .after("fit");
    try (Mill mill = open()) {
      mill.run(fit("one", 1, true));
      mill.run(fit("two", 2, true));

      assertThat(trees(mill.run(comparing.spec()))).isEqualTo("1");
    }
  }

  @Test
  void run_newerFound_runsAgainAndSaysWhy() throws Exception {
    try (Mill mill = open()) {
      mill.run(fit("one", 1, true));
      mill.run(predicting("latest"));
      assertThat(Mill.states(mill.run(predicting("latest"))))
          .containsEntry("predict", TaskState.CACHED);
      mill.run(fit("one", 2, true));

      assertThat(Mill.task(mill.run(predicting("latest")), "predict").reason())
          .isEqualTo("input.model changed (found as latest)");
    }
  }

  @Test
  void run_nothingThereYet_failsWithWhatIsMissing() throws Exception {
    try (Mill mill = open()) {
      Outcome outcome = mill.run(predicting("latest_blessed"));

      assertThat(outcome.state()).isEqualTo(RunState.FAILED);
      assertThat(outcome.reason())
          .isEqualTo(
              "step 'predict' failed: the Model 'latest_blessed' for input 'model' is not there"
                  + " yet");
      assertThat(Mill.states(mill.run(gathering("latest"))))
          .containsEntry("gather", TaskState.SUCCEEDED);
    }
  }

  @Test
  void run_queryGivenToANestedPipeline_isAskedByItsTasks() throws Exception {
    PipelineSpec inner =
        new Steps("inner")
            .input("model", Cardinality.ONE)
            .use("predict", "predict", Map.of("model", new Binding.Given("model")))
            .out("trees", Steps.data("${steps.predict.trees}"))
            .spec();
    PipelineSpec pipeline =
        new Steps("outer")
            .nest("inner", inner, Map.of("model", new Binding.Resolved("latest")))
            .spec();
    try (Mill mill = open()) {
      mill.run(fit("one", 7, true));
      Outcome outcome = mill.run(pipeline);

      assertThat(Mill.value(outcome, "inner/predict", "trees").stringValue()).isEqualTo("7");
    }
  }

  @Test
  void run_whatIsFound_isAnInputOfTheExecution() throws Exception {
    try (Mill mill = open()) {
      Outcome made = mill.run(fit("one", 1, true));
      Outcome outcome = mill.run(predicting("latest"));

      Id model = Optional.ofNullable(Mill.task(made, "fit").artifacts().get("model")).orElseThrow();
      assertThat(mill.metadata.consumers(model))
          .extracting(execution -> execution.run())
          .containsExactly(made.run().id(), outcome.run().id());
    }
  }
}
