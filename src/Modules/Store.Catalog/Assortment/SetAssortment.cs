namespace Store.Catalog.Assortment;

/// <summary>Says what a store lists: by category, by product, or for all that no other rule speaks of. A rule without an answer is taken away.</summary>
internal static class SetAssortment
{
    private const int RulesAtMost = 500;

    internal sealed record Command(long StoreId, IReadOnlyList<Rule> Rules) : ICommand<Result>, IStoreScoped;

    /// <param name="CategoryId">A category with all below it; null where the rule is for a product or for everything.</param>
    /// <param name="ProductId">A product; null where it is not about one.</param>
    /// <param name="Listed">Whether the store lists it; null: as the rules above it say.</param>
    internal sealed record Rule(long? CategoryId, long? ProductId, bool? Listed);

    internal sealed record Result(int Changed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Rules).NotEmpty().Must(rules => rules is null || rules.Count <= RulesAtMost).WithMessage($"At most {RulesAtMost} rules are set at once.");
            RuleForEach(command => command.Rules).NotNull().Must(rule => rule is null || rule.CategoryId is null || rule.ProductId is null).WithMessage("A rule is about a category or a product.");
        }
    }

    internal sealed class Handler(Db db, AuditLog audit, Caller caller, TimeProvider clock) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var rules = command.Rules.GroupBy(rule => (rule.CategoryId, rule.ProductId)).Select(group => group.Last()).ToList();
            await RequireKnown(rules, cancellationToken);
            var changed = 0;
            foreach (var rule in rules)
            {
                var row = new
                {
                    command.StoreId, CategoryId = rule.CategoryId ?? 0, ProductId = rule.ProductId ?? 0, Listed = rule.Listed ?? true, SetByName = caller.Name, SetAt = clock.UtcNow(),
                };
                changed += await db.Execute("""
                    DELETE FROM catalog.AssortmentRules
                    WHERE  StoreId = @StoreId AND CategoryId = @CategoryId AND ProductId = @ProductId
                    """, row, cancellationToken) > 0 && rule.Listed is null ? 1 : 0;
                if (rule.Listed is not null)
                {
                    changed += await db.Execute("""
                        INSERT INTO catalog.AssortmentRules (StoreId, CategoryId, ProductId, Listed, SetByName, SetAt)
                        VALUES (@StoreId, @CategoryId, @ProductId, @Listed, @SetByName, @SetAt)
                        """, row, cancellationToken);
                }
            }

            await audit.Add(StoreAssortment.Manage, "assortment", command.StoreId, old: null, now: rules, cancellationToken);
            return new Result(changed);
        }

        private async Task RequireKnown(List<Rule> rules, CancellationToken cancellationToken)
        {
            var categoryIds = rules.Where(rule => rule.CategoryId is not null).Select(rule => rule.CategoryId!.Value).ToList();
            var categories = await db.Query<long>("SELECT CategoryId FROM catalog.Categories WHERE CategoryId IN @categoryIds", new { categoryIds }, cancellationToken);
            if (categoryIds.Except(categories).Any())
                throw new RuleBroken("category.unknown", "One of the categories does not exist.");
            var productIds = rules.Where(rule => rule.ProductId is not null).Select(rule => rule.ProductId!.Value).ToList();
            var products = await db.Query<long>("SELECT ProductId FROM catalog.Products WHERE ProductId IN @productIds", new { productIds }, cancellationToken);
            if (productIds.Except(products).Any())
                throw new RuleBroken("product.unknown", "One of the products does not exist.");
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(IReadOnlyList<Rule> Rules);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/stores/{storeId:long}/assortment", (long storeId, Body body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(storeId, body.Rules), cancel))
            .RequirePermission(StoreAssortment.Manage)
            .WithName(nameof(SetAssortment)).WithSummary("Say what a store lists")
            .ProducesValidationProblem().ProducesProblem(422);
    }
}
