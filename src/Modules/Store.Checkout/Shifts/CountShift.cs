using Store.Contracts.Chain;

namespace Store.Checkout.Shifts;

/// <summary>
/// Takes down what was counted in the drawer, by denomination and currency. It may be counted again as often as is needed until the shift is closed; every count is kept.
/// What should be there is told only to who sees all shifts.
/// </summary>
internal static class CountShift
{
    internal sealed record Command(long StoreId, long ShiftId, IReadOnlyList<CountedCurrency> Counts) : ICommand<Result>, IStoreScoped;

    /// <param name="CountNumber">1 for the first count, then 2.</param>
    /// <param name="Counted">In the store's own currency.</param>
    /// <param name="Expected">What should be there; null for who counts blind.</param>
    /// <param name="OverShort">Counted less expected; null for who counts blind.</param>
    internal sealed record Result(int CountNumber, Money Counted, Money? Expected, Money? OverShort);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Counts).NotEmpty();
            RuleForEach(command => command.Counts).NotNull().SetValidator(new CountedCurrencyValidator());
            RuleFor(command => command.Counts).Must(counts => counts is null || counts.Where(one => one is not null).Select(one => one.Currency).Distinct(StringComparer.Ordinal).Count() == counts.Count)
                .WithMessage("Each currency is counted once.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider clock, IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var shift = await OpenShifts.Lock(db, command.StoreId, command.ShiftId, cancellationToken);
            if (shift.State == ShiftStates.Closed)
                throw new Conflict("shift.closed", "This shift has been closed already.");
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var counted = command.Counts.FirstOrDefault(one => one.Currency == store.Currency)?.Counted
                ?? throw new RuleBroken("count.own_currency_missing", $"The cash in {store.Currency} has to be counted.");
            var number = await Counts.Add(db, command.ShiftId, command.Counts, clock.UtcNow(), caller, cancellationToken);
            if (!caller.MayIn(command.StoreId, "checkout.view-shifts"))
                return new Result(number, counted, Expected: null, OverShort: null);
            var expected = await ShiftTotals.ExpectedCash(db, command.ShiftId, shift.Float, cancellationToken);
            return new Result(number, counted, expected, counted - expected);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<CountedCurrency> Counts);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/shifts/{shiftId:long}/counts", (long storeId, long shiftId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, shiftId, body.Counts), cancel))
            .RequirePermission("checkout.manage-shifts")
            .WithName(nameof(CountShift)).WithSummary("Count the drawer of a shift")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
