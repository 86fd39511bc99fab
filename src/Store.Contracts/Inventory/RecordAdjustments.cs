using MediatR;
using Store.Kernel.Values;

namespace Store.Contracts.Inventory;

/// <summary>
/// Records stock adjustments taken over from another system, in the caller's transaction; ones whose <c>DocumentUuid</c> is there already are skipped.
/// Answers with how many lines were new.
/// </summary>
public sealed record RecordAdjustments(long StoreId, IReadOnlyList<AdjustmentToRecord> Adjustments) : IRequest<int>;

public sealed record AdjustmentToRecord(
    Guid DocumentUuid, DateOnly BusinessDate, DateTime OccurredAt, string Reason, IReadOnlyList<AdjustmentLine> Lines);

public sealed record AdjustmentLine(long ProductId, Quantity Quantity);
