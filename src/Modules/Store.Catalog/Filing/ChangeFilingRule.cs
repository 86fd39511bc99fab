using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Filing;

/// <summary>Changes a filing rule, its place in the order, or whether it is applied at all.</summary>
internal static class ChangeFilingRule
{
    internal sealed record Command(
        long FilingRuleId, int Position, string Name, long CategoryId, long? FromCategoryId, bool OnlyUnfiled, string? Brand, string? NameHas, string? SpecHas, Money? PriceFrom,
        Money? PriceTo, int SoldDays, Quantity? SoldAtLeast, Quantity? SoldAtMost, bool Active, int Version) : ICommand<Result>, IFilingRuleFields;

    internal sealed record Result(long FilingRuleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new FilingRuleFieldsValidator());
    }

    internal sealed class Handler(Db db, ProductReferences references, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var old = (await db.FilingRulesInOrder(cancellationToken)).FirstOrDefault(rule => rule.FilingRuleId == command.FilingRuleId)
                ?? throw new NotFound("filing_rule", command.FilingRuleId);
            await references.Category(command.CategoryId, cancellationToken);
            await references.Category(command.FromCategoryId, cancellationToken);
            var now = command.RowOf(command.FilingRuleId, command.Version);
            var updated = await db.Execute("""
                UPDATE catalog.FilingRules
                SET    Position = @Position, Name = @Name, CategoryId = @CategoryId, FromCategoryId = @FromCategoryId, OnlyUnfiled = @OnlyUnfiled, Brand = @Brand, NameHas = @NameHas,
                       SpecHas = @SpecHas, PriceFromMinor = @PriceFrom, PriceToMinor = @PriceTo, SoldDays = @SoldDays, SoldAtLeastMilli = @SoldAtLeast, SoldAtMostMilli = @SoldAtMost,
                       Active = @Active, Version = Version + 1
                WHERE  FilingRuleId = @FilingRuleId AND Version = @Version
                """, now, cancellationToken);
            if (updated == 0)
                throw new Conflict("filing_rule.stale", $"Someone else has changed the rule {old.Name}; read it again.");
            await audit.Add("catalog.manage-products", $"filing rule {old.Name}", PriceRow.WholeChain, old, now, cancellationToken);
            return new Result(command.FilingRuleId, command.Version + 1);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(
            int Position, string Name, long CategoryId, long? FromCategoryId, bool OnlyUnfiled, string? Brand, string? NameHas, string? SpecHas, Money? PriceFrom, Money? PriceTo, int SoldDays,
            Quantity? SoldAtLeast, Quantity? SoldAtMost, bool Active, int Version);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/filing-rules/{filingRuleId:long}", (long filingRuleId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(
                filingRuleId, body.Position, body.Name, body.CategoryId, body.FromCategoryId, body.OnlyUnfiled, body.Brand, body.NameHas, body.SpecHas, body.PriceFrom, body.PriceTo,
                body.SoldDays, body.SoldAtLeast, body.SoldAtMost, body.Active, body.Version), cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(ChangeFilingRule)).WithSummary("Change a rule that files products into a category")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }
}
