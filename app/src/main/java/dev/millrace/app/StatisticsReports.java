package dev.millrace.app;

import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.StatisticsOrder.Counting;
import dev.millrace.core.api.StatisticsOrder.Subject;
import dev.millrace.core.api.StatisticsReport;
import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Handle;
import dev.millrace.core.artifact.Statistics;
import dev.millrace.core.error.UserError;
import dev.millrace.data.distance.Comparison;
import dev.millrace.data.distance.Measure;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.files.FileStatistics;
import dev.millrace.data.page.DataSet;
import dev.millrace.data.page.FeatureReport;
import dev.millrace.data.page.StatisticsPage;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.Slice;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.statistics.StatisticsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/** Tells what rows look like: those of files, or those that runs made or counted. */
final class StatisticsReports {

  private final Parts parts;

  StatisticsReports(Parts parts) {
    this.parts = parts;
  }

  /** Counted rows under a name, with those that could not be. */
  record Counted(DataSet set, long rejected, Optional<String> firstReject) {}

  StatisticsReport of(StatisticsOrder order) throws IOException, InterruptedException {
    if (order.page().isPresent()) {
      requirePlace(order.page().get());
    }
    List<Counted> sets = new ArrayList<>(counted(order.of(), order.counting()));
    if (order.against().isPresent()) {
      sets = List.of(sets.getFirst(), counted(order.against().get(), order.counting()).getFirst());
    }
    List<Counted> shown = sets.subList(0, Math.min(2, sets.size()));
    if (order.page().isPresent()) {
      write(page(shown), order.page().get());
    }
    return new StatisticsReport(
        shown.stream().map(StatisticsReports::report).toList(),
        shown.size() == 2 ? distances(shown.getFirst().set(), shown.getLast().set()) : List.of(),
        order.page().map(Path::toString));
  }

  private static String page(List<Counted> sets) {
    DataSet first = sets.getFirst().set();
    return sets.size() == 1
        ? StatisticsPage.of(first)
        : StatisticsPage.of(first, sets.getLast().set());
  }

  List<Counted> counted(Subject subject, Counting counting)
      throws IOException, InterruptedException {
    return switch (subject) {
      case StatisticsOrder.Files(List<Path> files) -> List.of(files(files, counting));
      case StatisticsOrder.Made(String id) -> made(id, counting);
    };
  }

  private Counted files(List<Path> files, Counting counting)
      throws IOException, InterruptedException {
    FileStatistics counted =
        FileStatistics.of(files, options(counting), parts.home().work(), parts.partials());
    return new Counted(
        new DataSet(MadeRows.name(files), counted.statistics()),
        counted.rejected(),
        counted.firstReject());
  }

  private static StatisticsOptions options(Counting counting) {
    StatisticsOptions options =
        StatisticsOptions.PLAIN
            .withPairs()
            .withSlices(counting.slices().stream().<Slice>map(Slice.ByColumn::new).toList());
    options = counting.label().map(options::withLabel).orElse(options);
    return counting.weight().map(options::withWeight).orElse(options);
  }

  private List<Counted> made(String id, Counting counting)
      throws IOException, InterruptedException {
    MadeRows made = MadeRows.of(parts, id);
    Handle handle = made.handle();
    String name = made.name();
    List<Counted> splits = new ArrayList<>();
    if (made.type().equals(Statistics.TYPE.toString())) {
      StatisticsFile.read(new Statistics(handle))
          .splits()
          .forEach(
              (split, statistics) ->
                  splits.add(
                      new Counted(
                          new DataSet(split + " of " + name, statistics), 0, Optional.empty())));
    } else if (made.type().equals(Examples.TYPE.toString())) {
      Examples examples = new Examples(handle);
      for (String split : Splits.rows(examples).keySet()) {
        FileStatistics counted =
            FileStatistics.of(
                Splits.shards(examples, split),
                options(counting),
                parts.home().work(),
                parts.partials());
        splits.add(
            new Counted(
                new DataSet(split + " of " + name, counted.statistics()), 0, Optional.empty()));
      }
    } else {
      throw UserError.usage("'" + id + "' is of type " + made.type())
          .hint("name statistics or examples, such as RUN/statistics.statistics");
    }
    return splits;
  }

  /** The files of rows that a run made, by the names of its sets; none of what are statistics. */
  SequencedMap<String, List<Path>> shards(String id) throws IOException {
    MadeRows made = MadeRows.of(parts, id);
    SequencedMap<String, List<Path>> shards = new LinkedHashMap<>();
    if (made.type().equals(Examples.TYPE.toString())) {
      Examples examples = new Examples(made.handle());
      for (String split : Splits.rows(examples).keySet()) {
        shards.put(split + " of " + made.name(), Splits.shards(examples, split));
      }
    }
    return shards;
  }

  static void requirePlace(Path page) {
    Path directory = page.toAbsolutePath().normalize().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw UserError.notFound("there is no directory " + directory + " to write to")
          .hint("make it first");
    }
    if (Files.isDirectory(page)) {
      throw UserError.usage(page + " is a directory").hint("name the file to write the page to");
    }
  }

  /** Whole or not at all. */
  static void write(String page, Path target) throws IOException {
    Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.writeString(partial, page);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw UserError.failure("the page cannot be written to " + target + ": " + e.getMessage())
          .hint("see that you may write there, and that there is space left")
          .causedBy(e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static StatisticsReport.DataSet report(Counted counted) {
    return new StatisticsReport.DataSet(
        counted.set().name(),
        counted.set().statistics().rows(),
        counted.rejected(),
        counted.firstReject(),
        FeatureReport.of(counted.set().statistics()).values().stream()
            .map(FeatureReport::feature)
            .toList(),
        skipped(counted.set()),
        counted.set().statistics().toJson());
  }

  private static List<StatisticsReport.Skipped> skipped(DataSet set) {
    return set.statistics().skipped().stream()
        .flatMap(columns -> columns.entrySet().stream())
        .map(column -> new StatisticsReport.Skipped(column.getKey(), column.getValue()))
        .toList();
  }

  private static List<StatisticsReport.Distance> distances(DataSet one, DataSet other) {
    return distances(one.statistics(), other.statistics());
  }

  /** Between the features that both have, the largest first. */
  static List<StatisticsReport.Distance> distances(DatasetStatistics one, DatasetStatistics other) {
    SequencedMap<String, FeatureReport> others = FeatureReport.of(other);
    List<StatisticsReport.Distance> distances = new ArrayList<>();
    FeatureReport.of(one)
        .forEach(
            (name, here) ->
                Optional.ofNullable(others.get(name))
                    .filter(here::comparableTo)
                    .map(
                        there ->
                            distance(
                                name, Comparison.between(here.statistics(), there.statistics())))
                    .ifPresent(distances::add));
    distances.sort(Comparator.comparingDouble(StatisticsReport.Distance::jensenShannon).reversed());
    return distances;
  }

  private static StatisticsReport.Distance distance(String feature, Comparison comparison) {
    return new StatisticsReport.Distance(
        feature,
        comparison.effect(Measure.JENSEN_SHANNON),
        comparison.effect(Measure.L_INFINITY),
        comparison.by(Measure.CHI_SQUARE).pValue());
  }
}
