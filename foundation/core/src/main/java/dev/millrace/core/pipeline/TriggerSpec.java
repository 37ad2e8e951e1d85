package dev.millrace.core.pipeline;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What starts a run by itself, once activated in an environment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TriggerSpec.Schedule.class, name = "schedule"),
  @JsonSubTypes.Type(value = TriggerSpec.NewSpan.class, name = "new_span"),
  @JsonSubTypes.Type(value = TriggerSpec.NewFiles.class, name = "new_files"),
  @JsonSubTypes.Type(value = TriggerSpec.Performance.class, name = "performance"),
  @JsonSubTypes.Type(value = TriggerSpec.Drift.class, name = "drift"),
  @JsonSubTypes.Type(value = TriggerSpec.MovedData.class, name = "moved_data")
})
public sealed interface TriggerSpec {

  /** A file that was written to so recently may not be whole yet. */
  Duration QUIET = Duration.ofSeconds(10);

  /** What it has in common with other kinds. */
  TriggerOptions options();

  /** As it is written in a file. */
  default String kind() {
    return switch (this) {
      case Schedule _ -> "schedule";
      case NewSpan _ -> "new_span";
      case NewFiles _ -> "new_files";
      case Performance _ -> "performance";
      case Drift _ -> "drift";
      case MovedData _ -> "moved_data";
    };
  }

  /** The kind, and what it is about where one pipeline may have several. */
  String defaultName();

  /** By which runs and firings name it; no other trigger of the pipeline has it. */
  default String name() {
    return options().name().orElseGet(this::defaultName);
  }

  /**
   * The times of a cron expression.
   *
   * @param cron see {@link dev.millrace.core.schedule.Cron}
   * @param zone whose clocks count
   */
  record Schedule(
      @Doc("Minute, hour, day of month, month and day of week, such as 0 6 * * MON") String cron,
      @Doc("The time zone whose clocks count") @Default("UTC") String zone,
      TriggerOptions options)
      implements TriggerSpec {
    public Schedule(String cron, String zone) {
      this(cron, zone, TriggerOptions.NONE);
    }

    @Override
    public String defaultName() {
      return kind();
    }
  }

  /**
   * A span of the data that a step reads has become complete: it has ended, and its files are
   * there.
   *
   * @param step whose component knows of spans
   * @param quiet for how long nobody must have written to the files
   */
  record NewSpan(
      @Doc("The step that reads data by spans, such as one that uses ingest") String step,
      @Doc("For how long nobody must have written to the files") @Default("PT10S") Duration quiet,
      TriggerOptions options)
      implements TriggerSpec {
    public NewSpan(String step) {
      this(step, QUIET, TriggerOptions.NONE);
    }

    @Override
    public String defaultName() {
      return kind() + "." + step;
    }
  }

  /**
   * Files have come, or have been written to.
   *
   * @param pattern a path with wildcards, relative to the pipeline's: * and ? within a name, ** for
   *     any folders; may contain parameters
   * @param quiet for how long nobody must have written to a file
   */
  record NewFiles(
      @Doc(
              "The files, relative to the pipeline: * and ? stand for characters of a name, ** for any folders; parameters may be in it")
          String pattern,
      @Doc("For how long nobody must have written to a file") @Default("PT10S") Duration quiet,
      TriggerOptions options)
      implements TriggerSpec {
    public NewFiles(String pattern) {
      this(pattern, QUIET, TriggerOptions.NONE);
    }

    @Override
    public String defaultName() {
      return kind();
    }
  }

  /**
   * A metric of served predictions outside a band.
   *
   * @param outside the band, lower and upper bound: inside is well
   * @param window what is scored
   * @param model whose traffic counts; the one named like the pipeline, if not given
   */
  record Performance(
      @Doc("The metric of served predictions, such as calibration, auc or log_loss") String metric,
      @Doc("The band in which all is well: a lower and a larger upper bound, such as [0.8, 1.25]")
          List<Double> outside,
      @Doc(
              "The time whose predictions are scored together: of days, from a Monday on, or of months; longer than nothing")
          Period window,
      @Doc("The model whose requests count; the one named like the pipeline if not given")
          Optional<String> model,
      TriggerOptions options)
      implements TriggerSpec {
    public Performance(String metric, List<Double> outside, Period window, TriggerOptions options) {
      this(metric, outside, window, Optional.empty(), options);
    }

    @Override
    public String defaultName() {
      return kind() + "." + metric;
    }
  }

  /**
   * Requests distributed unlike the training data: both large enough and not chance.
   *
   * @param effect least distance by its measure, such as {@code jensen_shannon: 0.05}
   * @param falseDiscoveryRate across the features, by Benjamini and Hochberg
   * @param window whose requests are compared
   * @param model whose traffic counts; the one named like the pipeline, if not given
   */
  record Drift(
      @Doc(
              "How far a feature must be from the training data, above 0, by the measure of distance, such as { jensen_shannon: 0.05 }")
          SequencedMap<String, Double> effect,
      @Doc(
              "The share of false alarms among all, above 0 and below 1, such as 0.01 (Benjamini and Hochberg, over all features)")
          double falseDiscoveryRate,
      @Doc(
              "The time whose requests are compared together: of days, from a Monday on, or of months; longer than nothing")
          Period window,
      @Doc("The model whose requests count; the one named like the pipeline if not given")
          Optional<String> model,
      TriggerOptions options)
      implements TriggerSpec {
    public Drift(
        SequencedMap<String, Double> effect,
        double falseDiscoveryRate,
        Period window,
        TriggerOptions options) {
      this(effect, falseDiscoveryRate, window, Optional.empty(), options);
    }

    @Override
    public String defaultName() {
      return kind() + "." + String.join(".", effect.keySet());
    }
  }

  /**
   * A run of another pipeline found that its data is distributed unlike the data before it, or
   * unlike what is served.
   *
   * @param pipeline whose runs look at the data; never the trigger's own, which would start itself
   */
  record MovedData(
      @Doc("The pipeline whose runs look at the data; never this one") String pipeline,
      TriggerOptions options)
      implements TriggerSpec {
    @Override
    public String defaultName() {
      return kind() + "." + pipeline;
    }
  }
}
