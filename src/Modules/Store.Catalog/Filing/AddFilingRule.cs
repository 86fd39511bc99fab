using Store.Catalog.Prices;
using Store.Catalog.Products;

namespace Store.Catalog.Filing;

/// <summary>Adds a rule that files products into a category.</summary>
internal static class AddFilingRule
{
    internal sealed record Command(
        int Position, string Name, long CategoryId, long? FromCategoryId, bool OnlyUnfiled, string? Brand, string? NameHas, string? SpecHas, Money? PriceFrom, Money? PriceTo, int SoldDays,
        Quantity? SoldAtLeast, Quantity? SoldAtMost, bool Active) : ICommand<Result>, IFilingRuleFields;

    internal sealed record Result(long FilingRuleId, int Version);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => Include(new FilingRuleFieldsValidator());
    }

    internal sealed class Handler(Db db, Ids ids, ProductReferences references, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            await references.Category(command.CategoryId, cancellationToken);
            await references.Category(command.FromCategoryId, cancellationToken);
            var row = command.RowOf(ids.Next(), version: 1);
            await db.Execute("""
                INSERT INTO catalog.FilingRules
                       (FilingRuleId, Position, Name, CategoryId, FromCategoryId, OnlyUnfiled, Brand, NameHas, SpecHas, PriceFromMinor, PriceToMinor, SoldDays, SoldAtLeastMilli, SoldAtMostMilli,
                        Active, Version)
                VALUES (@FilingRuleId, @Position, @Name, @CategoryId, @FromCategoryId, @OnlyUnfiled, @Brand, @NameHas, @SpecHas, @PriceFrom, @PriceTo, @SoldDays, @SoldAtLeast, @SoldAtMost,
                        @Active, @Version)
                """, row, cancellationToken);
            await audit.Add("catalog.manage-products", $"filing rule {row.Name}", PriceRow.WholeChain, old: null, now: row, cancellationToken);
            return new Result(row.FilingRuleId, row.Version);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/filing-rules", (Command command, IMediator mediator, CancellationToken cancel) => mediator.Send(command, cancel))
            .RequirePermission("catalog.manage-products")
            .WithName(nameof(AddFilingRule)).WithSummary("Add a rule that files products into a category")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
