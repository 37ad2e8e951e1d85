package dev.millrace.data.ingest;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Component;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Example;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.SpanSource;
import dev.millrace.core.component.TaskContext;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import dev.millrace.data.duckdb.DuckDb;
import dev.millrace.data.rows.DatabaseAddress;
import dev.millrace.data.rows.DatabaseQuery;
import dev.millrace.data.rows.Dialect;
import dev.millrace.data.rows.Rejects;
import dev.millrace.data.rows.RowAllowance;
import dev.millrace.model.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads rows from files or a database, as far as the run may see them, and splits them.
 *
 * <p>No value is changed in silence. A column of CSV files or JSON lines is what all its values
 * are: booleans ({@code true}, {@code false}), integers, numbers, timestamps as ISO 8601 has them;
 * and it is a string, kept to the letter, where they are of different kinds. So {@code 007}, {@code
 * " 12 "}, {@code yes}, {@code NaN} and an integer of more than 64 bits are strings; {@code 1e5} is
 * a number. In CSV a value without characters is missing, and {@code ""} is an empty string. Rows
 * that cannot be kept are counted and written down in the examples as {@code rejects.jsonl}.
 */
@Named("ingest")
@Doc("Reads rows from files or a database, as far as the run may see them, and splits them.")
@Example(
    """
    ingest:
      uses: ingest
      with:
        source: data/{span:yyyy-MM-dd}.csv
        span_length: 7d
        spans: last 8
        select: SELECT *, delay > 15 AS late FROM source
        split: { by: time, column: date, eval: 20% }
        dialect: { delimiter: ";", null: [NA] }
        types: { flight: string }
        max_rejects: 1%
    """)
public final class Ingest
    implements Component<Ingest.Inputs, Ingest.Outputs>, SpanSource<Ingest.Inputs> {

  /** Where the rejected rows are put down, below the examples. */
  static final String REJECTS = "rejects.jsonl";

  /** What to read. */
  public record Inputs(
      @Doc(
              "Files, relative to the pipeline: data/{span:yyyy-MM-dd}.parquet,"
                  + " data/week-{span:3}.csv, data/{YYYY}/{MM}/{DD}/*.csv.gz, data/*.jsonl; or a database that a query"
                  + " reads: jdbc:sqlite:path, jdbc:postgresql://host/name, as the variables PGUSER"
                  + " and PGPASSWORD say")
          Value<String> source,
      @Doc(
              "The query, where the source is a database; {start} and {end} in it are the bounds of"
                  + " a span")
          Value<Optional<String>> query,
      @Doc("How long each span of the source is, such as 7d; needed if it has spans")
          Value<Optional<SpanLength>> spanLength,
      @Doc(
              "The day on which span 0 begins, where the source numbers its spans, {span}; or the"
                  + " first span of a query")
          Value<Optional<LocalDate>> spanZero,
      @Default("all")
          @Doc(
              "Which spans, of those that ended by the run's as-of time: all, last 8, last 8 skip 1, or 2001-01-01..2001-02-19")
          Value<Spans> spans,
      @Doc("SQL that makes the rows, over the table source; all rows as they are if not given")
          Value<Optional<String>> select,
      @Doc(
              "Which rows are for judging: by span, by time, by a hash of a key, by a column that"
                  + " names the split, or by files")
          Value<Split> split,
      @Default("UTC") @Doc("The calendar that the spans and timestamps are written in")
          Value<ZoneId> zone,
      @Doc(
              "How CSV is written, where that is not found by looking: delimiter, quote, escape,"
                  + " header, null, encoding, decimal, thousands, timestamp")
          Value<Optional<Dialect>> dialect,
      @Default("{}")
          @Doc(
              "Types of columns of CSV and JSON lines, where not all values tell them: a value that"
                  + " does not fit rejects its row")
          Value<Map<String, DataType>> types,
      @Default("0")
          @Doc("How many rows may be rejected: a number such as 10, or a share such as 1%")
          Value<RowAllowance> maxRejects) {}

  /** The rows. */
  public record Outputs(@Doc("The rows of each split") Examples examples) {}

  /** The rows a run would read, by content; and its as-of time where that decides about them. */
  @Override
  public Optional<String> outside(Inputs inputs, TaskContext task)
      throws IOException, InterruptedException {
    Source source = source(inputs, task, new Rejects());
    String content = source.fingerprint();
    boolean cutsRows = source.spans().isEmpty() && inputs.split().get() instanceof Split.Time;
    return Optional.of(cutsRows ? content + " before " + source.cutoff() : content);
  }

  @Override
  public Outputs run(Inputs inputs, TaskContext task) throws Exception {
    Rejects rejects = new Rejects();
    Source source = source(inputs, task, rejects);
    task.log(source.text());
    Examples examples = task.stage(Examples.TYPE);
    try (DuckDb database = DuckDb.open(task.workDirectory(), task.threads())) {
      database.confine(source.files(), List.of(examples.directory(), scratch(task)));
      RowCounts counts = Extraction.of(source, inputs).run(database, examples);
      counts.record(examples);
      task.log(counts.text());
    }
    write(rejects, examples);
    source.record(inputs.zone().get(), examples);
    source.requireUnchanged();
    return new Outputs(examples);
  }

  @Override
  public List<Span> spans(Inputs inputs, Path directory) throws IOException {
    return SpansFound.of(inputs, directory);
  }

  private static Source source(Inputs inputs, TaskContext task, Rejects rejects)
      throws IOException, InterruptedException {
    TextSource reader =
        new TextSource(
            inputs.dialect().get().orElse(Dialect.FOUND),
            inputs.types().get(),
            scratch(task),
            task);
    Source source =
        DatabaseAddress.is(inputs.source().get())
            ? database(inputs, reader, rejects)
            : files(inputs, reader, rejects);
    if (inputs.split().get() instanceof Split.Span(int eval)) {
      requireSpansOnBothSides(source.spans().size(), eval);
    }
    return source;
  }

  private static void requireSpansOnBothSides(int read, int eval) {
    if (read == 0) {
      throw UserError.usage("the split is by span, and the source has no spans")
          .hint(
              "put {span:yyyy-MM-dd} where the file names tell the start of their span, or {start}"
                  + " and {end} into the query; or split by time");
    }
    if (read <= eval) {
      throw UserError.failure(
              "the split keeps the latest "
                  + eval
                  + " spans for judging, and of "
                  + read
                  + " that the run reads none is left to train on")
          .hint("let 'spans' select more, run --as-of a later time, or lower the split's 'eval'");
    }
  }

  private static Source database(Inputs inputs, TextSource reader, Rejects rejects) {
    TaskContext task = reader.task();
    DatabaseQuery query =
        DatabaseQuery.parse(
            inputs
                .query()
                .get()
                .orElseThrow(
                    () ->
                        UserError.usage("the source is a database, and there is no query")
                            .hint("write query: SELECT … in the SQL of that database")));
    if (inputs.split().get() instanceof Split.Files) {
      throw UserError.usage("the split is by files, and the source is a database")
          .hint("split by time, by a hash of a key, or by a column");
    }
    boolean selects =
        inputs.spanLength().get().isPresent()
            || inputs.spanZero().get().isPresent()
            || !(inputs.spans().get() instanceof Spans.All);
    if (!query.bounded() && selects) {
      throw UserError.usage("the query has no spans to select")
          .hint("put {start} and {end} where it compares times");
    }
    LocalDateTime asOf = asOf(inputs, task);
    List<dev.millrace.data.ingest.Span> spans =
        query.bounded()
            ? QuerySpans.of(SpanOrigin.of(inputs), inputs.spans().get(), asOf)
            : List.of();
    return new QuerySource(
        DatabaseAddress.of(
            inputs.source().get(), path -> task.resolve(path.toString()), task.environment()),
        query,
        spans,
        spans.isEmpty() ? asOf : spans.getLast().end(),
        inputs.zone().get(),
        reader,
        rejects);
  }

  private static Source files(Inputs inputs, TextSource reader, Rejects rejects)
      throws IOException, InterruptedException {
    TaskContext task = reader.task();
    if (inputs.query().get().isPresent()) {
      throw UserError.usage("there is a query, and the source is no database")
          .hint("write select for SQL over files; a source is a database by jdbc: before it");
    }
    String source = inputs.source().get();
    Selection selection =
        Selection.of(
            SourcePattern.parse(
                source, task.resolve(source).toAbsolutePath(), SpanOrigin.of(inputs)),
            inputs.spanLength().get(),
            inputs.spans().get(),
            asOf(inputs, task));
    return new FileSource(
        selection,
        Part.of(selection, inputs.split().get()),
        Fingerprint.of(selection.files(), task.threads()),
        reader,
        rejects);
  }

  private static LocalDateTime asOf(Inputs inputs, TaskContext task) {
    return LocalDateTime.ofInstant(task.asOf(), inputs.zone().get());
  }

  private static Path scratch(TaskContext task) {
    return task.workDirectory().resolve("clean");
  }

  private static void write(Rejects rejects, Examples examples) throws IOException {
    if (rejects.count() > 0) {
      String lines =
          rejects.kept().stream()
              .map(reject -> Json.canonical(Json.tree(reject.properties())) + "\n")
              .collect(Collectors.joining());
      Files.writeString(examples.file(REJECTS), lines);
    }
  }
}
