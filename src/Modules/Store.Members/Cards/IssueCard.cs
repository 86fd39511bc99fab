using System.Data.Common;
using Store.Members.Members;

namespace Store.Members.Cards;

/// <summary>Gives a member a card, or another one in the place of one that is lost: the old one stops, and all that the member has stays theirs.</summary>
internal static class IssueCard
{
    /// <param name="MemberId">The member.</param>
    /// <param name="Code">What stands on the card and in its barcode; compared without case.</param>
    /// <param name="Batch">The batch it was printed in, for rules that go by it; null for none.</param>
    /// <param name="Replaces">A card of the same member that stops; null for none.</param>
    internal sealed record Command(long MemberId, string Code, string? Batch, string? Replaces) : ICommand<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Code).NotEmpty().MaximumLength(MemberCodes.LengthAtMost).Must(code => code is null || !code.Any(char.IsControl)).WithMessage("The code has control characters in it.");
            RuleFor(command => command.Batch).MaximumLength(40);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, TimeProvider clock) : IRequestHandler<Command, Done>
    {
        public async Task<Done> Handle(Command command, CancellationToken cancellationToken)
        {
            var member = await db.Find<Row>("SELECT Number, State FROM members.Members WHERE MemberId = @MemberId", new { command.MemberId }, cancellationToken)
                ?? throw new NotFound("member", command.MemberId);
            if (member.State != MemberStates.Active)
                throw new RuleBroken("member.closed", $"The file of member {member.Number} is closed.");
            var now = clock.UtcNow();
            var code = MemberRows.NormalNumber(command.Code);
            var replaced = command.Replaces is null ? null : MemberRows.NormalNumber(command.Replaces);
            if (replaced is not null && await db.Execute("""
                UPDATE members.MemberCards SET State = 'Replaced', ChangedAt = @now WHERE Code = @replaced AND MemberId = @MemberId AND State <> 'Replaced'
                """, new { now, replaced, command.MemberId }, cancellationToken) == 0)
            {
                throw new NotFound("card", replaced);
            }

            try
            {
                await db.Execute("""
                    INSERT INTO members.MemberCards (Code, MemberId, Batch, State, IssuedAt, ChangedAt) VALUES (@code, @MemberId, @Batch, 'Active', @now, @now)
                    """, new { code, command.MemberId, Batch = command.Batch?.Trim() ?? "", now }, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("card.taken", $"The card {code} has been given out already.");
            }

            await audit.Add("members.issue-card", $"member {member.Number}", MemberRows.NoStore, new { Card = replaced is null ? null : CardEnding.Of(replaced) }, new { Card = CardEnding.Of(code) }, cancellationToken);
            return Done.It;
        }

        private sealed record Row(string Number, string State);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Code, string? Batch = null, string? Replaces = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/members/{memberId:long}/cards", (long memberId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(memberId, body.Code, body.Batch, body.Replaces), cancel))
            .RequirePermission("members.manage")
            .WithName(nameof(IssueCard)).WithSummary("Give a member a card")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
