package dev.millrace.training.trainer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A setting that a trainer may have no use for. A seed is none of these: what draws nothing by lot
 * does as any seed says.
 */
public enum Setting {
  ROUNDS,
  EARLY_STOPPING_ROUNDS,
  DEPTH,
  LEARNING_RATE,
  MIN_CHILD_WEIGHT,
  SUBSAMPLE,
  COLUMN_SAMPLE,
  L1,
  L2,
  LEAVES,
  MONOTONE,
  CATEGORICAL;

  /** As pipelines write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that are not as they are by default. */
  public static Set<Setting> changed(BoostingSettings settings) {
    Set<Setting> changed = EnumSet.noneOf(Setting.class);
    for (Setting setting : values()) {
      if (!setting.of(settings).equals(setting.of(BoostingSettings.DEFAULT))) {
        changed.add(setting);
      }
    }
    return changed;
  }

  private Object of(BoostingSettings settings) {
    return switch (this) {
      case ROUNDS -> settings.rounds();
      case EARLY_STOPPING_ROUNDS -> settings.earlyStoppingRounds();
      case DEPTH -> settings.depth();
      case LEARNING_RATE -> settings.learningRate();
      case MIN_CHILD_WEIGHT -> settings.minChildWeight();
      case SUBSAMPLE -> settings.subsample();
      case COLUMN_SAMPLE -> settings.columnSample();
      case L1 -> settings.l1();
      case L2 -> settings.l2();
      case LEAVES -> settings.leaves();
      case MONOTONE -> settings.monotone();
      case CATEGORICAL -> settings.categorical();
    };
  }
}
