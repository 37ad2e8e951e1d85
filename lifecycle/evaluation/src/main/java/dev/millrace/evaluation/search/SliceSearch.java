package dev.millrace.evaluation.search;

import dev.millrace.core.value.FalseDiscovery;
import dev.millrace.evaluation.slice.CalendarPart;
import dev.millrace.model.Batch;
import dev.millrace.model.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Looks through the values of features, and the crosses of two, for slices on which the loss is
 * higher than on the rest.
 *
 * <p>Whoever looks at thousands of slices finds bad ones by chance. So the rows are halved by a
 * hash of their number: one half is searched for candidates as freely as may be, and the few that
 * come out of it are tested on the other half, which they cannot have been fitted to (Cox, "A note
 * on data-splitting for the evaluation of significance levels", Biometrika 62 (1975)), with the
 * false-discovery rate of those tests held to {@value #RATE}. It costs half of the rows, and spares
 * the correction for everything that was looked at. The same rows give the same slices.
 */
public final class SliceSearch {

  /** Of more rows, as many evenly spread ones are looked at. */
  static final int MOST_ROWS = 400_000;

  /** Of more features, the first. */
  static final int MOST_FEATURES = 100;

  /** Of more features, those with the worst single slices are crossed. */
  static final int MOST_CROSSED = 30;

  private static final int MOST_CANDIDATES = 60;
  private static final int MOST_TOLD = 20;
  private static final double PROMISING = 2;
  static final double RATE = 0.05;

  private final int least;
  private final int stride;
  private final int sampled;
  private final SequencedMap<FeatureValues, String> features = new LinkedHashMap<>();
  private int seen;

  /**
   * @param columns to look through, with their types
   * @param rows that will be added in all
   * @param least rows of a slice
   */
  public SliceSearch(SequencedMap<String, DataType> columns, int rows, int least) {
    this.least = least;
    this.stride = Math.max(1, Math.ceilDiv(rows, MOST_ROWS));
    this.sampled = Math.ceilDiv(rows, stride);
    columns.entrySet().stream()
        .limit(MOST_FEATURES)
        .forEach(column -> addFeature(column.getKey(), column.getValue()));
  }

  private void addFeature(String column, DataType type) {
    if (type != DataType.TIMESTAMP) {
      features.put(new FeatureValues(column, type, Optional.empty(), sampled), column);
      return;
    }
    for (CalendarPart part : List.of(CalendarPart.HOUR, CalendarPart.WEEKDAY)) {
      String name = part.text() + "(" + column + ")";
      features.put(new FeatureValues(name, type, Optional.of(part), sampled), column);
    }
  }

  /** Adds the next rows. */
  public void add(Batch batch) {
    features.forEach(
        (values, column) -> {
          for (int row = 0; row < batch.rows(); row++) {
            if ((seen + row) % stride == 0) {
              values.add(batch.column(column), row);
            }
          }
        });
    seen += batch.rows();
  }

  /**
   * Searches, all rows having been added.
   *
   * @param losses of every row
   * @param weights of every row
   * @return the worst first
   */
  public List<FoundSlice> find(double[] losses, double[] weights) {
    List<FeatureCodes> codes =
        features.sequencedKeySet().stream().map(values -> values.codes(least)).toList();
    Half searched = Half.of(losses, weights, stride, false);
    Half confirming = Half.of(losses, weights, stride, true);
    List<Candidate> candidates = candidates(searched, codes);
    Map<String, Double> pValues = new LinkedHashMap<>();
    Map<String, FoundSlice> tested = new LinkedHashMap<>();
    Losses all = confirming.all();
    Map<Features, Losses[]> sums = new HashMap<>();
    for (Candidate candidate : candidates) {
      Losses[] ofFeatures = sums.computeIfAbsent(candidate.features(), confirming::of);
      Comparison comparison = Comparison.of(all, ofFeatures[candidate.code()]);
      if (comparison.large(least / 2)) {
        FoundSlice slice = comparison.found(candidate.conditions());
        pValues.put(slice.name(), slice.pValue());
        tested.put(slice.name(), slice);
      }
    }
    Set<String> discoveries = FalseDiscovery.discoveries(pValues, RATE);
    List<FoundSlice> found =
        tested.values().stream()
            .filter(slice -> discoveries.contains(slice.name()))
            .sorted(
                Comparator.comparingDouble(FoundSlice::lossIn)
                    .reversed()
                    .thenComparing(FoundSlice::name))
            .toList();
    return found.stream().filter(slice -> tellsMore(slice, found)).limit(MOST_TOLD).toList();
  }

  /** A cross that is hardly worse than one of its own parts says nothing new. */
  private static boolean tellsMore(FoundSlice slice, List<FoundSlice> found) {
    return found.stream()
        .filter(part -> part.conditions().size() < slice.conditions().size())
        .filter(part -> slice.conditions().containsAll(part.conditions()))
        .noneMatch(
            part -> slice.lossIn() - slice.lossOut() < 1.25 * (part.lossIn() - part.lossOut()));
  }

  private List<Candidate> candidates(Half half, List<FeatureCodes> features) {
    Losses all = half.all();
    List<Candidate> candidates = new ArrayList<>();
    Map<FeatureCodes, Double> worst = new LinkedHashMap<>();
    for (FeatureCodes feature : features) {
      List<Candidate> single = half.promising(all, least / 2, feature, Optional.empty());
      candidates.addAll(single);
      worst.put(feature, single.stream().mapToDouble(Candidate::statistic).max().orElse(PROMISING));
    }
    List<FeatureCodes> crossed =
        worst.entrySet().stream()
            .sorted(Map.Entry.<FeatureCodes, Double>comparingByValue().reversed())
            .limit(MOST_CROSSED)
            .map(Map.Entry::getKey)
            .toList();
    for (int first = 0; first < crossed.size(); first++) {
      for (int second = first + 1; second < crossed.size(); second++) {
        candidates.addAll(
            half.promising(all, least / 2, crossed.get(first), Optional.of(crossed.get(second))));
      }
    }
    return candidates.stream()
        .filter(candidate -> candidate.statistic() > PROMISING)
        .sorted(
            Comparator.comparingDouble(Candidate::statistic)
                .reversed()
                .thenComparing(candidate -> candidate.conditions().toString()))
        .limit(MOST_CANDIDATES)
        .toList();
  }
}
