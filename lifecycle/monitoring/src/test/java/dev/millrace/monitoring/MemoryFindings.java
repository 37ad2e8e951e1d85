package dev.millrace.monitoring;

import dev.millrace.core.port.FindingSink;
import java.util.ArrayList;
import java.util.List;

/** Findings in memory. */
final class MemoryFindings implements FindingSink {

  final List<Finding> recorded = new ArrayList<>();

  @Override
  public void record(Finding finding) {
    recorded.add(finding);
  }

  @Override
  public boolean record(DataFinding finding) {
    throw new UnsupportedOperationException("monitoring looks at traffic");
  }

  @Override
  public List<DataFinding> dataFindings(String pipeline) {
    return List.of();
  }

  @Override
  public List<Finding> findings(String model) {
    return recorded.stream().filter(finding -> finding.model().equals(model)).toList();
  }
}
