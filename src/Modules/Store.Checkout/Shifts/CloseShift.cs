using System.Globalization;
using Store.Checkout.Cash;
using Store.Checkout.Paper;
using Store.Checkout.Parking;
using Store.Checkout.Reports;
using Store.Contracts.Access;
using Store.Contracts.Chain;
using Store.Contracts.Checkout;

namespace Store.Checkout.Shifts;

/// <summary>
/// Closes a shift with the cash that was counted last and freezes its Z report; what is over or short goes to the books. A difference above the caller's limit needs
/// approval. Everything was posted when it happened: closing only counts cash.
/// </summary>
internal static class CloseShift
{
    /// <param name="StoreId">The store.</param>
    /// <param name="ShiftId">The shift.</param>
    /// <param name="Counted">A last count, in the store's currency; null to close with the count that is there.</param>
    internal sealed record Command(long StoreId, long ShiftId, Money? Counted) : ICommand<Result>, IStoreScoped;

    /// <param name="Expected">What should have been there; null for who counts blind.</param>
    /// <param name="Counted">What was there.</param>
    /// <param name="OverShort">Counted less expected; null for who counts blind.</param>
    /// <param name="ZReportId">The frozen report.</param>
    /// <param name="ZNumber">Its number on the register.</param>
    /// <param name="Parked">How many baskets are parked in the store: they stay, and any till of the store recalls them in any shift.</param>
    internal sealed record Result(Money? Expected, Money Counted, Money? OverShort, long ZReportId, long ZNumber, int Parked)
    {
        /// <summary>Whether the store has its Z reports printed by themselves.</summary>
        public bool PrintsZ { get; init; }

        /// <summary>The foreign currencies in the drawer.</summary>
        public IReadOnlyList<ShiftCurrency> Currencies { get; init; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Counted).GreaterThanOrEqualTo(Money.Zero).When(command => command.Counted is not null);
    }

    internal sealed class Handler(Db db, Ids ids, Caller caller, TimeProvider clock, IMediator mediator, Outbox outbox) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            // What comes in is looked up while the registers are still the shift's, what goes out once nobody can send more.
            var incoming = (await ListCashOnItsWay.Read(db, command.StoreId, command.ShiftId, cancellationToken)).Where(one => one.Incoming);
            var shift = await OpenShifts.FreeRegisters(db, command.StoreId, command.ShiftId, cancellationToken);
            ShiftStates.Check(shift.State, ShiftStates.Closed);
            var onItsWay = incoming.Concat(await ListCashOnItsWay.Read(db, command.StoreId, command.ShiftId, cancellationToken)).ToList();
            if (onItsWay.Count > 0)
            {
                throw new Conflict("cash.unmatched", "Cash is on its way between this till and another; it has to be received first.", new Dictionary<string, object?>
                {
                    ["movements"] = onItsWay.Select(one => new { one.MovementId, one.FromRegisterCode, one.ToRegisterCode, amount = one.Amount.ToDecimal() }),
                });
            }

            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var now = clock.UtcNow();
            if (command.Counted is { } lastCount)
                await Counts.Add(db, command.ShiftId, [new CountedCurrency(store.Currency, lastCount)], now, caller, cancellationToken);
            var counted = await Counts.Last(db, command.ShiftId, store.Currency, cancellationToken)
                ?? throw new RuleBroken("shift.not_counted", "The drawer has not been counted yet.");
            var expected = await ShiftTotals.ExpectedCash(db, command.ShiftId, shift.Float, cancellationToken);
            var overShort = counted - expected;
            var foreign = await ForeignDrawer.Counted(db, command.StoreId, command.ShiftId, cancellationToken);
            var difference = overShort.Abs() + Money.Sum(foreign.Select(one => one.BaseOverShort.Abs()));
            var approver = difference == Money.Zero ? null : await mediator.Send(new RequireLimit(
                command.StoreId, Limits.OverShort, difference.ToDecimal(), string.Create(CultureInfo.InvariantCulture, $"shift {command.ShiftId}")), cancellationToken);

            await db.Execute("""
                UPDATE checkout.Shifts
                SET    State = 'Closed', ClosedAt = @ClosedAt, EndedAt = COALESCE(EndedAt, @ClosedAt), ClosedBy = @ClosedBy, ClosedByName = @ClosedByName,
                       ExpectedMinor = @Expected, CountedMinor = @Counted, OverShortMinor = @OverShort, ApprovedBy = @ApprovedBy, ApproverName = @ApproverName
                WHERE  ShiftId = @ShiftId
                """, new
            {
                command.ShiftId, ClosedAt = now, ClosedBy = caller.UserId, ClosedByName = caller.Name, Expected = expected, Counted = counted, OverShort = overShort,
                ApprovedBy = approver?.UserId, ApproverName = approver?.Name,
            }, cancellationToken);
            await ForeignDrawer.Close(db, command.ShiftId, foreign, cancellationToken);
            var (zReportId, zNumber) = await FreezeZReport.Freeze(db, ids, store, shift, now, caller.Name, cancellationToken);
            await outbox.Add(new ShiftClosed(command.ShiftId, command.StoreId, shift.BusinessDate, now, overShort)
            {
                ForeignOverShort = Money.Sum(foreign.Select(one => one.BaseOverShort)),
            }, cancellationToken);

            var parked = await ParkedSales.Waiting(db, command.StoreId, cancellationToken);
            var sees = caller.MayIn(command.StoreId, "checkout.view-shifts");
            return new Result(sees ? expected : null, counted, sees ? overShort : null, zReportId, zNumber, parked.Sales)
            {
                PrintsZ = (await Letterhead.Of(db, command.StoreId, cancellationToken)).PrintsZ,
                Currencies = [.. foreign.Select(one => one.Shown(sees))],
            };
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(Money? Counted);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/close", (long storeId, long shiftId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId, body.Counted), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(CloseShift)).WithSummary("Close a shift with the counted cash")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
