package dev.millrace.core.sample;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import dev.millrace.core.value.Spans;
import java.time.Period;
import java.util.Optional;

@Named("ingest")
@Doc("Reads spans of rows and splits them.")
public final class Ingest extends SignatureOnly<Ingest.Inputs, Ingest.Outputs> {
  public record Inputs(
      @Doc("Where the files are, with {span}.") Value<String> source,
      Value<Period> spanLength,
      @Default("all") Value<Spans> spans,
      Value<Optional<String>> select,
      Value<Split> split) {}

  public record Outputs(Examples examples, Value<Long> rows) {}
}
