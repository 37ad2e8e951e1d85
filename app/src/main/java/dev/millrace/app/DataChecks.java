package dev.millrace.app;

import dev.millrace.core.api.SchemaOrder;
import dev.millrace.core.api.SchemaReport;
import dev.millrace.core.api.StatisticsOrder;
import dev.millrace.core.api.StatisticsOrder.Counting;
import dev.millrace.core.api.StatisticsOrder.Subject;
import dev.millrace.core.api.ValidationOrder;
import dev.millrace.core.api.ValidationReport;
import dev.millrace.core.error.UserError;
import dev.millrace.data.page.AnomaliesPage;
import dev.millrace.data.page.DataSet;
import dev.millrace.data.rows.FileFormat;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.SchemaFile;
import dev.millrace.data.schema.SchemaInference;
import dev.millrace.data.schema.UnifiedDiff;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.data.validation.Anomaly;
import dev.millrace.data.validation.Anomaly.Severity;
import dev.millrace.data.validation.Compared;
import dev.millrace.data.validation.Examination;
import dev.millrace.data.validation.SchemaUpdate;
import dev.millrace.data.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Proposes schemas of rows and holds rows against schemas: those of files, or of runs. */
final class DataChecks {

  private static final Counting PLAIN = new Counting(Optional.empty(), Optional.empty(), List.of());

  private final StatisticsReports statistics;
  private final Path work;

  DataChecks(Parts parts) {
    this.statistics = new StatisticsReports(parts);
    this.work = parts.home().work();
  }

  private StatisticsFile counted(Subject subject) throws IOException, InterruptedException {
    SequencedMap<String, DatasetStatistics> sets = new LinkedHashMap<>();
    for (StatisticsReports.Counted counted : statistics.counted(subject, PLAIN)) {
      sets.put(counted.set().name(), counted.set().statistics());
    }
    return new StatisticsFile(sets);
  }

  private Optional<StatisticsFile> counted(Optional<Subject> subject)
      throws IOException, InterruptedException {
    return subject.isPresent() ? Optional.of(counted(subject.get())) : Optional.empty();
  }

  SchemaReport schema(SchemaOrder order) throws IOException, InterruptedException {
    if (order.update().isEmpty()) {
      DataSchema inferred = SchemaInference.infer(counted(order.of()));
      return new SchemaReport(inferred.toYaml(), "", true, Optional.empty(), List.of());
    }
    Path path = order.update().get();
    DataSchema.read(path);
    SchemaFile file = SchemaFile.of(path.toString(), Files.readString(path));
    StatisticsFile data = counted(order.of());
    order.environment().ifPresent(file.schema()::requireEnvironment);
    DataSchema accepting = SchemaUpdate.accepting(data, file.schema(), order.environment());
    SchemaFile.Changed changed = file.saying(accepting);
    if (order.write() && !changed.text().equals(file.text())) {
      StatisticsReports.write(changed.text(), path);
    }
    return new SchemaReport(
        changed.text(),
        UnifiedDiff.of(order.name(), file.text(), changed.text()),
        changed.edited(),
        order.write() ? Optional.of(path.toString()) : Optional.empty(),
        Validation.against(accepting, order.environment()).of(data).stream()
            .filter(anomaly -> anomaly.severity() == Severity.ERROR)
            .map(Anomaly::text)
            .toList());
  }

  ValidationReport validation(ValidationOrder order) throws IOException, InterruptedException {
    if (order.page().isPresent()) {
      StatisticsReports.requirePlace(order.page().get());
      requireOneOther(order);
    }
    DataSchema schema = DataSchema.read(order.schema());
    order.environment().ifPresent(schema::requireEnvironment);
    StatisticsFile data = counted(order.of());
    Optional<StatisticsFile> previous = counted(order.previous());
    Optional<StatisticsFile> serving = counted(order.serving());
    AnomaliesFile found =
        Examination.of(data, schema, order.environment())
            .after(previous)
            .servedAs(serving)
            .with(rows(order.of(), data))
            .anomalies(work);
    if (order.page().isPresent()) {
      StatisticsReports.write(
          AnomaliesPage.of(
              sets(data),
              previous.or(() -> serving).map(DataChecks::sets).orElse(List.of()),
              found),
          order.page().get());
    }
    return report(found, order.page().map(Path::toString));
  }

  private static void requireOneOther(ValidationOrder order) {
    if (order.previous().isPresent() && order.serving().isPresent()) {
      throw UserError.usage("a page shows rows beside one other set, not beside two")
          .hint("write two pages: one with --against, one with --skew-against");
    }
  }

  private static List<DataSet> sets(StatisticsFile data) {
    return data.splits().entrySet().stream()
        .map(set -> new DataSet(set.getKey(), set.getValue()))
        .toList();
  }

  /** The files of each set that a database can read as they are: Parquet. */
  private Map<String, List<Path>> rows(Subject subject, StatisticsFile data) throws IOException {
    return switch (subject) {
      case StatisticsOrder.Files(List<Path> files)
          when FileFormat.ofAll(files) == FileFormat.PARQUET ->
          Map.of(data.splits().firstEntry().getKey(), files);
      case StatisticsOrder.Files _ -> Map.of();
      case StatisticsOrder.Made(String id) -> statistics.shards(id);
    };
  }

  private static ValidationReport report(AnomaliesFile found, Optional<String> page) {
    return new ValidationReport(
        found.of(Severity.ERROR).size(),
        found.of(Severity.WARNING).size(),
        found.anomalies().stream().map(DataChecks::report).toList(),
        found.comparisons().stream().map(DataChecks::report).toList(),
        page);
  }

  private static ValidationReport.Anomaly report(Anomaly anomaly) {
    return new ValidationReport.Anomaly(
        anomaly.type().name(),
        anomaly.severity() == Severity.ERROR,
        anomaly.split(),
        anomaly.path(),
        anomaly.reason(),
        anomaly.rows(),
        anomaly.example(),
        anomaly.remedy(),
        anomaly.proposal());
  }

  private static ValidationReport.Comparison report(Compared compared) {
    return new ValidationReport.Comparison(
        compared.split(),
        compared.path(),
        compared.kind(),
        compared.measure(),
        compared.effect(),
        compared.limit(),
        compared.pValue(),
        compared.moved());
  }
}
