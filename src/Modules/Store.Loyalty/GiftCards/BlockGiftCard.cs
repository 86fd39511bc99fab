using Store.Loyalty.Value;

namespace Store.Loyalty.GiftCards;

/// <summary>Stops a gift card that is lost or stolen, or lets it be used again. What is on it stays owed.</summary>
internal static class BlockGiftCard
{
    internal sealed record Command(long CardId, bool Blocked, string Reason) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().MaximumLength(200);
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var card = await db.Find<Row>("SELECT CodeEnd, State FROM loyalty.GiftCards WHERE CardId = @CardId", new { command.CardId }, cancellationToken)
                ?? throw new NotFound("gift_card", command.CardId);
            var changed = await db.Execute("""
                UPDATE loyalty.GiftCards
                SET    State = CASE WHEN @Blocked = 1 THEN 'Blocked' WHEN ActivatedAt IS NULL THEN 'Made' ELSE 'Active' END, Version = Version + 1
                WHERE  CardId = @CardId AND State = @State
                """, new { Blocked = command.Blocked ? 1 : 0, command.CardId, card.State }, cancellationToken);
            if (changed == 0)
                throw new RunAgain("The card is being used.");
            await audit.Add(
                ValuePermissions.ManageCards, $"gift card ****{card.CodeEnd}", ValuePermissions.WholeChain, new { card.State }, new { command.Blocked, command.Reason }, cancellationToken);
            return Done.It;
        }

        private sealed record Row(string CodeEnd, string State);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Blocked, string Reason);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/gift-cards/{cardId:long}/blocked", (long cardId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(cardId, body.Blocked, body.Reason), cancel))
            .RequirePermission(ValuePermissions.ManageCards)
            .WithName(nameof(BlockGiftCard)).WithSummary("Stop a gift card, or let it be used again")
            .ProducesValidationProblem().ProducesProblem(404);
    }
}
