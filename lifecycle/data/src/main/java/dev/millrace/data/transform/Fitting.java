package dev.millrace.data.transform;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.data.duckdb.DuckDbErrors;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Fits features to the training split in as few passes as can be: in each, everything that any
 * feature needs to know next is counted; those that need the same share one count.
 */
final class Fitting {

  private final Analysis analysis;

  Fitting(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * The features, fitted, in their order.
   *
   * @throws UserError naming each feature that cannot be fitted to the data
   */
  List<Fitted> fit(List<Feature> features, RawColumns columns)
      throws IOException, InterruptedException {
    List<Fit> fits = features.stream().map(feature -> Fit.of(feature, columns)).toList();
    for (var pass = wanted(fits); !pass.isEmpty(); pass = wanted(fits)) {
      tell(pass, counted(pass));
    }
    return fits.stream().map(Fit::fitted).toList();
  }

  /** An analyzer, and the features that want it. */
  private record Wanted(Analyzer analyzer, List<Fit> by) {
    String names() {
      return String.join(", ", by.stream().map(fit -> "'" + fit.name() + "'").toList());
    }
  }

  private static SequencedMap<Digest, Wanted> wanted(List<Fit> fits) {
    SequencedMap<Digest, Wanted> wanted = new LinkedHashMap<>();
    for (Fit fit : fits) {
      Optional<Analyzer> analyzer = fit.wanted();
      analyzer.ifPresent(
          next ->
              wanted
                  .computeIfAbsent(next.key(), key -> new Wanted(next, new ArrayList<>()))
                  .by()
                  .add(fit));
    }
    return wanted;
  }

  private Map<Digest, Tally> counted(SequencedMap<Digest, Wanted> pass)
      throws IOException, InterruptedException {
    SequencedMap<Digest, Analyzer> analyzers = new LinkedHashMap<>();
    pass.forEach((key, wanted) -> analyzers.put(key, wanted.analyzer()));
    try {
      return analysis.run(analyzers);
    } catch (Analysis.Refused e) {
      throw UserError.failure(
              "feature "
                  + Objects.requireNonNull(pass.get(e.analyzer())).names()
                  + ": "
                  + e.getMessage())
          .hint(e.remedy());
    } catch (SQLException e) {
      throw UserError.failure("the rows cannot be analysed: " + DuckDbErrors.reason(e)).causedBy(e);
    }
  }

  private static void tell(SequencedMap<Digest, Wanted> pass, Map<Digest, Tally> counted) {
    List<String> problems = new ArrayList<>();
    pass.forEach(
        (key, wanted) -> {
          for (Fit fit : wanted.by()) {
            try {
              fit.take(Objects.requireNonNull(counted.get(key)));
            } catch (IllegalArgumentException e) {
              problems.add("'" + fit.name() + "': " + e.getMessage());
            }
          }
        });
    if (!problems.isEmpty()) {
      throw UserError.failure(
              "the features do not fit the training split: " + String.join("; ", problems))
          .hint("look at these columns in the statistics, or take the key away");
    }
  }
}
