package dev.millrace.data.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * What was counted of a shard, as bytes: all that is kept between the shard and the data set, and
 * in the cache.
 *
 * @param features as {@link FeatureCounts} wrote them, in the order of the plan
 * @param lists as {@link ListCounts} wrote them, in the order of the plan
 * @param tiles as {@link PairCounts} wrote them, in the order of the plan
 */
record ShardCounts(long rows, List<byte[]> features, List<byte[]> lists, List<byte[]> tiles) {

  /** Of the form, and of what the figures mean; a change of either is a new version. */
  static final int VERSION = 2;

  private static final long MAGIC = 0x5354_4154_4D49_4C4CL;

  byte[] toBytes() {
    PartialWriter to = new PartialWriter();
    to.word(MAGIC).number(VERSION).number(rows);
    to.number(features.size()).number(lists.size()).number(tiles.size());
    features.forEach(to::bytes);
    lists.forEach(to::bytes);
    tiles.forEach(to::bytes);
    return to.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws PartialReader.Damaged if it is something else
   */
  static ShardCounts fromBytes(byte[] bytes) {
    PartialReader from = new PartialReader(bytes);
    if (from.word() != MAGIC || from.number() != VERSION) {
      throw new PartialReader.Damaged("no counts of this version");
    }
    long rows = from.number();
    int features = from.size(bytes.length);
    int lists = from.size(bytes.length);
    int tiles = from.size(bytes.length);
    ShardCounts read =
        new ShardCounts(rows, parts(features, from), parts(lists, from), parts(tiles, from));
    if (!from.atEnd()) {
      throw new PartialReader.Damaged("there is more than the counts");
    }
    return read;
  }

  private static List<byte[]> parts(int size, PartialReader from) {
    List<byte[]> parts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      parts.add(from.bytes());
    }
    return parts;
  }
}
