using System.Data.Common;

namespace Store.Members.Levels;

/// <summary>Gives a member level another name, place or terms. Who is on it stays until the next review.</summary>
internal static class ChangeLevel
{
    internal sealed record Command(long LevelId, string Name, int Rank, int Version, LevelTerms? Terms = null) : ICommand<Result>;

    internal sealed record Result(long LevelId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Name).IsLevelName();
            RuleFor(command => command.Rank).InclusiveBetween(0, 1000);
            RuleFor(command => command.Terms!).SetValidator(new LevelTermsValidator()).When(command => command.Terms is not null);
        }
    }

    internal sealed class Handler(Db db, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = await db.Find<Old>("""
                SELECT Name, Rank, EntryKind AS Entry, EntryMilli AS AmountMilli, WindowMonths, Discount, BirthdayGift, DiscountHundredths FROM members.MemberLevels WHERE LevelId = @LevelId
                """, new { command.LevelId }, cancellationToken) ?? throw new NotFound("level", command.LevelId);
            var terms = command.Terms ?? new LevelTerms(old.Entry, old.Amount, old.WindowMonths, old.Discount, old.BirthdayGift, LevelTerms.Percent(old.DiscountHundredths));
            var now = new
            {
                command.LevelId, Name = command.Name.Trim(), command.Rank, command.Version, terms.Entry, Amount = terms.Amount ?? Quantity.Zero, terms.WindowMonths, terms.Discount, terms.BirthdayGift,
                DiscountHundredths = terms.DiscountHundredths(),
            };
            int updated;
            try
            {
                updated = await db.Execute("""
                    UPDATE members.MemberLevels
                    SET    Name = @Name, Rank = @Rank, EntryKind = @Entry, EntryMilli = @Amount, WindowMonths = @WindowMonths, Discount = @Discount, BirthdayGift = @BirthdayGift,
                           DiscountHundredths = @DiscountHundredths, Version = Version + 1
                    WHERE  LevelId = @LevelId AND Version = @Version
                    """, now, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("level.taken", $"There is a level {now.Name} already.");
            }

            if (updated == 0)
                throw new Conflict("level.stale", $"Someone else has changed the level {old.Name}; read it again.");
            await audit.Add(
                LevelRules.Permission, $"level {old.Name}", LevelRules.WholeChain, old,
                new Old(now.Name, now.Rank, now.Entry, now.Amount, now.WindowMonths, now.Discount, now.BirthdayGift, now.DiscountHundredths), cancellationToken);
            return new Result(command.LevelId, command.Version + 1);
        }

        private sealed record Old(string Name, int Rank, string Entry, Quantity Amount, int WindowMonths, string Discount, string BirthdayGift, int DiscountHundredths);
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Name, int Rank, int Version, LevelTerms? Terms = null);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/levels/{levelId:long}", (long levelId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(levelId, body.Name, body.Rank, body.Version, body.Terms), cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(ChangeLevel)).WithSummary("Change a member level")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409);
    }
}
