package dev.millrace.evaluation.metric;

import java.util.Arrays;

/** The rows of one query by descending score, every order of equal scores being as likely. */
final class QueryRows {

  private static final double LN_2 = StrictMath.log(2);

  private double[] scores = new double[16];
  private double[] grades = new double[16];
  private int size;
  private double weight;
  private double reciprocalRank;
  private double firstPosition;

  void add(double score, double grade, double rowWeight) {
    if (size == scores.length) {
      scores = Arrays.copyOf(scores, 2 * size);
      grades = Arrays.copyOf(grades, 2 * size);
    }
    scores[size] = score;
    grades[size] = grade;
    weight += rowWeight;
    size++;
  }

  int size() {
    return size;
  }

  double meanWeight() {
    return weight / size;
  }

  boolean relevant() {
    for (int i = 0; i < size; i++) {
      if (grades[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Normalised discounted cumulative gain of the first so many places, with gains of 2^grade − 1.
   * Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20
   * (2002); Burges and others, "Learning to rank using gradient descent", ICML 2005, for these
   * gains; McSherry and Najork, "Computing information retrieval performance measures efficiently
   * in the presence of tied scores", ECIR 2008, for ties.
   */
  double ndcg(int places) {
    double gained = 0;
    for (int start = 0; start < Math.min(size, places); ) {
      int end = endOfTie(start);
      double gains = 0;
      for (int i = start; i < end; i++) {
        gains += gain(grades[i]);
      }
      double discounts = 0;
      for (int i = start; i < Math.min(end, places); i++) {
        discounts += discount(i);
      }
      gained += gains / (end - start) * discounts;
      start = end;
    }
    return gained / ideal(places);
  }

  private double ideal(int places) {
    double[] sorted = Arrays.copyOf(grades, size);
    Arrays.sort(sorted);
    double sum = 0;
    for (int i = 0; i < Math.min(size, places); i++) {
      sum += gain(sorted[size - 1 - i]) * discount(i);
    }
    return sum;
  }

  private static double gain(double grade) {
    return (1L << (int) grade) - 1.0;
  }

  private static double discount(int place) {
    return LN_2 / StrictMath.log(place + 2.0);
  }

  private int endOfTie(int start) {
    int end = start + 1;
    while (end < size && scores[end] == scores[start]) {
      end++;
    }
    return end;
  }

  /**
   * Finds where the first relevant row is to be expected. Among m rows of equal score of which r
   * are relevant, the first relevant one is at place j, counted from 0, if none of the j before it
   * is: (1 − r/m) (1 − r/(m−1)) … r/(m−j).
   */
  void meetFirst() {
    int start = 0;
    int end = endOfTie(0);
    int relevant = relevant(start, end);
    while (relevant == 0) {
      start = end;
      end = endOfTie(start);
      relevant = relevant(start, end);
    }
    double noneBefore = 1;
    for (int place = start; place <= end - relevant; place++) {
      double left = end - place;
      double here = noneBefore * relevant / left;
      reciprocalRank += here / (place + 1);
      firstPosition += here * (place + 1);
      noneBefore *= 1 - relevant / left;
    }
  }

  private int relevant(int start, int end) {
    int relevant = 0;
    for (int i = start; i < end; i++) {
      relevant += grades[i] > 0 ? 1 : 0;
    }
    return relevant;
  }

  /** One divided by the place of the first relevant row. */
  double reciprocalRank() {
    return reciprocalRank;
  }

  /** The place of the first relevant row, from 1. */
  double firstPosition() {
    return firstPosition;
  }
}
