using System.Data.Common;

namespace Store.Members.Levels;

/// <summary>Makes a member level, such as gold. What it is worth besides its discount, prices and promotions say.</summary>
internal static class CreateLevel
{
    /// <param name="Name">Its name, unique.</param>
    /// <param name="Rank">Where it stands: the higher, the better.</param>
    /// <param name="Terms">How it is earned and what it gives; null: it is given by hand.</param>
    internal sealed record Command(string Name, int Rank, LevelTerms? Terms = null) : ICommand<Result>;

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

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var terms = command.Terms ?? new LevelTerms();
            var level = new { LevelId = ids.Next(), Name = command.Name.Trim(), command.Rank, terms.Entry, Amount = terms.Amount ?? Quantity.Zero, terms.WindowMonths, terms.Discount, terms.BirthdayGift, DiscountHundredths = terms.DiscountHundredths() };
            try
            {
                await db.Execute("""
                    INSERT INTO members.MemberLevels (LevelId, Name, Rank, EntryKind, EntryMilli, WindowMonths, Discount, BirthdayGift, DiscountHundredths, Version)
                    VALUES (@LevelId, @Name, @Rank, @Entry, @Amount, @WindowMonths, @Discount, @BirthdayGift, @DiscountHundredths, 1)
                    """, level, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("level.taken", $"There is a level {level.Name} already.");
            }

            await audit.Add(LevelRules.Permission, $"level {level.Name}", LevelRules.WholeChain, old: null, now: level, cancellationToken);
            return new Result(level.LevelId, Version: 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/levels", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission(LevelRules.Permission)
            .WithName(nameof(CreateLevel)).WithSummary("Make a member level")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
