package dev.millrace.evaluation.blessing;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of slices of the rows.
 *
 * @param slice the name of one: {@code origin=ATL}, or that of an SQL condition
 * @param by the keys of a slicing, for each of its slices
 * @param against another slice, or {@code all} for all rows: then {@code at_least} and {@code
 *     at_most} are about the slice's value less the other's
 */
public record SliceRule(
    @Doc("One slice, as the report names it: origin=ATL, or a name of slice_where. Give this or by")
        Optional<String> slice,
    @Default("[]") @Doc("Every slice of one entry of slices: [origin]. Give this or slice")
        List<String> by,
    @Doc(
            "Another slice, or all: at_least and at_most are then of the slice's value less the other's")
        Optional<String> against,
    @Doc("What is good enough, by metric") Map<String, Bounds> thresholds) {

  /** All rows, as a slice to compare with. */
  public static final String ALL = "all";

  public SliceRule {
    by = List.copyOf(by);
    if (slice.isPresent() == !by.isEmpty()) {
      throw new IllegalArgumentException("expected either slice or by");
    }
    if (thresholds.isEmpty()) {
      throw new IllegalArgumentException("expected thresholds; found none");
    }
    if (against.isPresent()
        && thresholds.values().stream().anyMatch(bounds -> bounds.change().isPresent())) {
      throw new IllegalArgumentException(
          "against another slice, expected at_least or at_most; a change is against the baseline");
    }
  }
}
