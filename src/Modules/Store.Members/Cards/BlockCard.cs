using Store.Members.Members;

namespace Store.Members.Cards;

/// <summary>Stops a card that is lost, or lets it be used again once it is found.</summary>
internal static class BlockCard
{
    internal sealed record Command(long MemberId, string Code, bool Blocked) : ICommand<Done>;

    internal sealed class Handler(Db db, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var code = MemberRows.NormalNumber(command.Code);
            var changed = await db.Execute("""
                UPDATE members.MemberCards SET State = @State, ChangedAt = @Now WHERE Code = @code AND MemberId = @MemberId AND State <> 'Replaced'
                """, new { State = command.Blocked ? "Blocked" : "Active", Now = clock.UtcNow(), code, command.MemberId }, cancellationToken);
            if (changed == 0)
                throw new NotFound("card", code);
            await audit.Add("members.block-card", $"card {CardEnding.Of(code)}", MemberRows.NoStore, old: null, new { command.Blocked }, cancellationToken);
            return Done.It;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(bool Blocked);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/members/{memberId:long}/cards/{code}/blocked", (long memberId, string code, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, code, body.Blocked), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(BlockCard)).WithSummary("Stop a lost card, or let it be used again")
            .ProducesProblem(404);
    }
}
