package dev.autodiff.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of all operations, one line each: the call, an independent reference, the shape rule
 * and how to draw inputs. A new operation needs a line here, in the table of its family; {@link
 * CatalogueTest} fails until it has one, and {@link OperationContractTest} holds it to the contract
 * of every operation.
 */
final class OperationTable {
  private static final List<Operation> ALL = all();

  private OperationTable() {}

  static List<Operation> operations() {
    return ALL;
  }

  private static List<Operation> all() {
    List<Operation> r = new ArrayList<>();
    r.addAll(ArithmeticTable.operations());
    r.addAll(TranscendentalTable.operations());
    r.addAll(PiecewiseTable.operations());
    r.addAll(ReductionsTable.operations());
    r.addAll(ShapingTable.operations());
    r.addAll(LinearAlgebraTable.operations());
    r.addAll(ConvolutionsTable.operations());
    r.addAll(IndexingTable.operations());
    r.addAll(CustomTable.operations());
    return List.copyOf(r);
  }
}
