package dev.millrace.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.evaluation.metric.Resampling;
import java.util.Locale;
import java.util.Optional;

/** How confidence intervals are found. */
public enum Intervals {
  POISSON_BOOTSTRAP,
  JACKKNIFE,
  NONE;

  /** Any number does; it only has to be the same each time. */
  private static final long SEED = 20_010_101;

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Optional<Resampling> resampling(int replicates) {
    return switch (this) {
      case POISSON_BOOTSTRAP -> Optional.of(new Resampling.PoissonBootstrap(replicates, SEED));
      case JACKKNIFE -> Optional.of(new Resampling.Jackknife(SEED));
      case NONE -> Optional.empty();
    };
  }
}
