package dev.millrace.core.sample;

import dev.millrace.core.component.Named;
import dev.millrace.core.component.Value;
import java.util.List;

@Named("count_rows")
public final class CountRows extends SignatureOnly<CountRows.Inputs, CountRows.Outputs> {
  public record Inputs(Value<String> source) {}

  public record Outputs(Value<Long> rows, Value<List<String>> regions, Value<Boolean> sorted) {}
}
