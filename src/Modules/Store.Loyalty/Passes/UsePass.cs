using Store.Contracts.Chain;
using Store.Contracts.Loyalty;
using Store.Loyalty.Value;

namespace Store.Loyalty.Passes;

/// <summary>Enters visits on a member's pass. What had been paid for them becomes earned; where the pass is for goods, as many pieces leave the stock in the same transaction.</summary>
internal static class UsePass
{
    internal sealed record Command(long StoreId, long PassId, int Uses) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long EntryId, int UsesLeft);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Uses).InclusiveBetween(1, 100);
    }

    internal sealed class Handler(Db db, Ids ids, PassBook passes, Caller caller, Outbox outbox, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var now = clock.UtcNow();
            var pass = await db.Find<Row>("""
                SELECT Name, Uses, UsesLeft, PaidMinor, ValueMinor, IssuerStoreId, ExpiresAt, GoodsId FROM loyalty.Passes WITH (UPDLOCK, ROWLOCK) WHERE PassId = @PassId
                """, new { command.PassId }, cancellationToken) ?? throw new NotFound("pass", command.PassId);
            if (pass.ExpiresAt <= now)
                throw new RuleBroken("pass.expired", "The pass has expired.");
            if (pass.UsesLeft < command.Uses)
                throw new RuleBroken("pass.used_up", $"The pass has {pass.UsesLeft} uses left.");
            var amount = pass.Value - pass.Paid.Share(pass.UsesLeft - command.Uses, pass.Uses);
            var used = await db.Execute("""
                UPDATE loyalty.Passes SET UsesLeft = UsesLeft - @Uses, ValueMinor = ValueMinor - @amount WHERE PassId = @PassId AND UsesLeft = @UsesLeft AND ValueMinor = @Value
                """, new { command.Uses, amount, command.PassId, pass.UsesLeft, pass.Value }, cancellationToken);
            if (used == 0)
                throw new RunAgain("The pass is being used elsewhere.");
            var store = await mediator.Send(new GetStore(command.StoreId), cancellationToken);
            var entry = new PassEntry(
                ids.Next(), command.PassId, command.StoreId, pass.IssuerStoreId, PassEntryKinds.Used, -command.Uses, -amount, null, caller.Name, store.Time().BusinessDate(now), now);
            if (pass.GoodsId is { } goodsId)
                entry = entry with { Cost = -await passes.Move(entry, goodsId, pass.Name, value: null, cancellationToken) };
            await passes.Enter(entry, cancellationToken);
            await outbox.Add(new PassUsed(entry.EntryId, entry.StoreId, entry.BusinessDate, entry.OccurredAt, amount), cancellationToken);
            return new Result(entry.EntryId, pass.UsesLeft - command.Uses);
        }

        private sealed record Row(string Name, int Uses, int UsesLeft, Money Paid, Money Value, long IssuerStoreId, DateTime? ExpiresAt, long? GoodsId);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(int Uses = 1);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/passes/{passId:long}/uses", (long storeId, long passId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, passId, body.Uses), cancel))
            .RequirePermission(ValuePermissions.Use)
            .WithName(nameof(UsePass)).WithSummary("Enter a visit on a pass")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(422);
    }
}
