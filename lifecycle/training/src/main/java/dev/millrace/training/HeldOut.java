package dev.millrace.training;

import dev.millrace.training.trainer.FeatureMatrix;
import dev.millrace.training.trainer.LabelledRows;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows in two parts, drawn by lot; those of a group stay together.
 *
 * @param held about one of so many
 * @param rest in their order
 */
record HeldOut(LabelledRows held, LabelledRows rest) {

  /**
   * @param oneOf so many rows, or groups, is held; one at least, and one at least is not, if there
   *     are two
   */
  static HeldOut of(LabelledRows rows, int oneOf, long seed) {
    int[] sizes = rows.groups().orElse(new int[0]);
    int units = rows.groups().isPresent() ? sizes.length : rows.labels().length;
    boolean[] held = lot(units, Math.clamp(units / oneOf, Math.min(1, units - 1), units), seed);
    return new HeldOut(part(rows, sizes, held, true), part(rows, sizes, held, false));
  }

  /** Exactly so many of them, each set as likely as any other (R. Fan et al., 1962). */
  private static boolean[] lot(int units, int wanted, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] held = new boolean[units];
    int left = wanted;
    for (int unit = 0; unit < units; unit++) {
      if (random.nextInt(units - unit) < left) {
        held[unit] = true;
        left--;
      }
    }
    return held;
  }

  private static LabelledRows part(LabelledRows rows, int[] sizes, boolean[] held, boolean which) {
    List<Integer> places = new ArrayList<>();
    List<Integer> groups = new ArrayList<>();
    int row = 0;
    for (int unit = 0; unit < held.length; unit++) {
      int size = sizes.length == 0 ? 1 : sizes[unit];
      if (held[unit] == which) {
        groups.add(size);
        for (int at = row; at < row + size; at++) {
          places.add(at);
        }
      }
      row += size;
    }
    return picked(rows, places, groups);
  }

  private static LabelledRows picked(
      LabelledRows rows, List<Integer> places, List<Integer> groups) {
    int width = rows.features().features();
    float[] values = new float[places.size() * width];
    float[] labels = new float[places.size()];
    float[] weights = new float[places.size()];
    for (int at = 0; at < labels.length; at++) {
      int row = places.get(at);
      System.arraycopy(rows.features().values(), row * width, values, at * width, width);
      labels[at] = rows.labels()[row];
      weights[at] = rows.weights().map(all -> all[row]).orElse(1f);
    }
    return new LabelledRows(
        new FeatureMatrix(labels.length, width, values),
        labels,
        rows.weights().map(_ -> weights),
        rows.groups().map(_ -> groups.stream().mapToInt(Integer::intValue).toArray()));
  }
}
