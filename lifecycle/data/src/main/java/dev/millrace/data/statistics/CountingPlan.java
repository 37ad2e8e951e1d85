package dev.millrace.data.statistics;

import dev.millrace.core.value.Digest;
import dev.millrace.data.duckdb.Sql;
import dev.millrace.model.DataType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is counted of every shard.
 *
 * @param lists features of which a row has many values
 * @param label the feature that others are counted with
 * @param weight the feature that says how much each row counts
 * @param paired features that are counted in pairs
 * @param where an SQL predicate that rows must meet; empty for all rows
 */
record CountingPlan(
    List<FeatureSource> features,
    List<ListSource> lists,
    Optional<FeatureSource> label,
    Optional<FeatureSource> weight,
    List<FeatureSource> paired,
    String where) {

  /** Features that are read together for their pairs. */
  private static final int BLOCK = 16;

  CountingPlan {
    features = List.copyOf(features);
    lists = List.copyOf(lists);
    paired = List.copyOf(paired);
  }

  CountingPlan onlyWhere(String predicate) {
    return new CountingPlan(features, lists, label, weight, paired, predicate);
  }

  FeatureCounts counts(FeatureSource feature, Workspace workspace, Optional<CoarseKeys> classes) {
    return new FeatureCounts(feature, workspace, weight.isPresent(), classes);
  }

  /**
   * @param classes as of {@link #counts}: one for the lengths and one for the elements, which are
   *     counted in passes of their own
   */
  ListCounts counts(ListSource list, Workspace workspace, Supplier<Optional<CoarseKeys>> classes) {
    return new ListCounts(
        counts(list.lengths(), workspace, classes.get()),
        list.elements().map(elements -> counts(elements, workspace, classes.get())));
  }

  /**
   * Some pairs of features: of each of the firsts with each of the others; if there are no others,
   * of any two of the firsts.
   */
  record Tile(List<FeatureSource> firsts, List<FeatureSource> others) {

    List<FeatureSource> all() {
      List<FeatureSource> all = new ArrayList<>(firsts);
      all.addAll(others);
      return all;
    }

    List<String> names() {
      return all().stream().map(FeatureSource::name).toList();
    }
  }

  /** All pairs, cut into what is read at once. */
  List<Tile> tiles() {
    List<Tile> tiles = new ArrayList<>();
    for (int i = 0; i < paired.size(); i += BLOCK) {
      List<FeatureSource> firsts = paired.subList(i, Math.min(paired.size(), i + BLOCK));
      if (firsts.size() > 1) {
        tiles.add(new Tile(firsts, List.of()));
      }
      for (int j = i + BLOCK; j < paired.size(); j += BLOCK) {
        tiles.add(new Tile(firsts, paired.subList(j, Math.min(paired.size(), j + BLOCK))));
      }
    }
    return tiles;
  }

  /** The rows of a shard, each as the values of some features, the label and the weight. */
  String query(Path shard, List<FeatureSource> wanted) {
    List<String> values = new ArrayList<>(wanted.stream().map(FeatureSource::sql).toList());
    values.addAll(labelAndWeight());
    return query(shard, values.isEmpty() ? List.of("1") : values);
  }

  /** Those of a row that there are, as SQL over the table's columns. */
  private List<String> labelAndWeight() {
    List<String> values = new ArrayList<>();
    label.ifPresent(column -> values.add(column.sql()));
    weight.ifPresent(column -> values.add("CAST(" + column.sql() + " AS DOUBLE)"));
    return values;
  }

  /** The rows of a shard, each as the numbers of some features. */
  String pairs(Path shard, Tile tile) {
    return query(
        shard, tile.all().stream().map(column -> "CAST(" + column.sql() + " AS DOUBLE)").toList());
  }

  /** The lengths of a feature's lists, each with the label and the weight of its row. */
  String lengths(Path shard, ListSource list) {
    List<String> carried = labelAndWeight();
    boolean ofRows = list.unnested().size() == 1;
    return "SELECT "
        + list.lengths().sql()
        + beside(ofRows ? carried : names(carried))
        + " FROM "
        + list.rows(selected(shard), carried);
  }

  /** The elements of a feature's lists, each with the label and the weight of its row. */
  String elements(Path shard, ListSource list, FeatureSource elements) {
    List<String> carried = labelAndWeight();
    return "SELECT "
        + elements.sql()
        + beside(names(carried))
        + " FROM "
        + list.elements(selected(shard), carried);
  }

  private static List<String> names(List<String> carried) {
    return IntStream.range(0, carried.size()).mapToObj(ListSource::carried).toList();
  }

  private static String beside(List<String> values) {
    return values.stream().map(value -> ", " + value).collect(Collectors.joining());
  }

  private String query(Path shard, Iterable<String> values) {
    return "SELECT " + String.join(", ", values) + " FROM " + selected(shard);
  }

  private String selected(Path shard) {
    String condition = where.isEmpty() ? "" : " WHERE (" + where + "\n)";
    return "read_parquet(" + Sql.sources(List.of(shard)) + ")" + condition;
  }

  /** Names everything that the counts of a shard depend on. */
  Digest key(Digest shard) {
    PartialWriter all = new PartialWriter();
    all.number(ShardCounts.VERSION);
    text(all, shard.hex());
    text(all, where);
    features.forEach(feature -> describe(all, feature));
    for (ListSource list : lists) {
      text(all, list.name());
      list.unnested().forEach(step -> text(all, step));
      list.elements().ifPresent(elements -> describe(all, elements));
    }
    label.ifPresent(column -> text(all, "label " + column.name()));
    weight.ifPresent(column -> text(all, "weight " + column.name()));
    paired.forEach(column -> text(all, "paired " + column.name()));
    return Digest.of(all.toByteArray());
  }

  private static void describe(PartialWriter all, FeatureSource feature) {
    text(all, feature.name());
    text(all, feature.type().text());
    text(all, feature.sql());
    all.number(feature.binary() ? 1 : 0);
  }

  private static void text(PartialWriter all, String text) {
    all.bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** True of what can be part of pairs. */
  static boolean pairable(FeatureSource feature) {
    return feature.type() == DataType.NUMBER || feature.type() == DataType.INTEGER;
  }
}
