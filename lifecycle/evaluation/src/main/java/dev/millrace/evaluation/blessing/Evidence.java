package dev.millrace.evaluation.blessing;

import dev.millrace.evaluation.metric.Estimates;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What was found of a model.
 *
 * @param slices the number of its group in the estimates, by the slice's name
 * @param slicings the names of the slices of each slicing, by its keys
 * @param leastRows of a slice; smaller ones are not there
 */
public record Evidence(
    Estimates estimates,
    SequencedMap<String, Integer> slices,
    SequencedMap<List<String>, List<String>> slicings,
    int leastRows) {

  Optional<Integer> group(String slice) {
    return slice.equals(SliceRule.ALL) ? Optional.of(0) : Optional.ofNullable(slices.get(slice));
  }
}
