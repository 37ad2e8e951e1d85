package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.SpanSource;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Spans;
import dev.millrace.data.duckdb.DuckDb;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads rows from files, as far as the run may see them, and splits them. */
@Named("ingest")
@Doc("Reads rows from files, as far as the run may see them, and splits them.")
public final class Ingest
    implements Component<Ingest.Inputs, Ingest.Outputs>, SpanSource<Ingest.Inputs> {

  /** What to read. */
  public record Inputs(
      @Doc("Files, relative to the pipeline: data/{span:yyyy-MM-dd}.parquet, data/*.csv")
          Value<String> source,
      @Doc("How long each span of the source is, such as 7d; needed if it has spans")
          Value<Optional<SpanLength>> spanLength,
      @Default("all") @Doc("Which spans, of those that ended by the run's as-of time")
          Value<Spans> spans,
      @Doc("SQL that makes the rows, over the table source; all rows as they are if not given")
          Value<Optional<String>> select,
      @Doc("Which rows are for judging: by time, or by a hash of a key") Value<Split> split,
      @Default("UTC") @Doc("The calendar that the spans and timestamps are written in")
          Value<ZoneId> zone) {}

  /** The rows. */
  public record Outputs(@Doc("The rows of each split") Examples examples) {}

  /** The files a run would read, by content; and its as-of time where that decides about rows. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task)
      throws IOException, InterruptedException {
    Selection selection = selection(inputs, task);
    String files = Fingerprint.of(selection.files(), task.threads()).text(selection.spans());
    boolean cutsRows = selection.spans().isEmpty() && inputs.split().get() instanceof Split.Time;
    return Optional.of(cutsRows ? files + " before " + selection.cutoff() : files);
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Selection selection = selection(inputs, task);
    task.log(selection.files().size() + " files, " + selection.spans().size() + " spans");
    Fingerprint before = Fingerprint.of(selection.files(), task.threads());
    Examples examples = task.stage(Examples.TYPE);
    try (DuckDb database = DuckDb.open(task.workDirectory(), task.threads())) {
      database.confine(
          selection.files().stream().map(SourceFile::path).toList(), List.of(examples.directory()));
      RowCounts counts = Extraction.of(selection, inputs).run(database, examples);
      counts.record(examples);
      task.log(counts.text());
    }
    selection.record(examples, inputs.zone().get());
    before.requireSame(Fingerprint.of(selection.files(), task.threads()));
    return new Outputs(examples);
  }

  @Override
  public List<Span> spans(Inputs inputs, Path directory) throws IOException {
    return SpansFound.of(inputs, directory);
  }

  private static Selection selection(Inputs inputs, TaskContext task) throws IOException {
    String source = inputs.source().get();
    LocalDateTime asOf = LocalDateTime.ofInstant(task.asOf(), inputs.zone().get());
    return Selection.of(
        SourcePattern.parse(source, task.resolve(source).toAbsolutePath()),
        inputs.spanLength().get(),
        inputs.spans().get(),
        asOf);
  }
}
